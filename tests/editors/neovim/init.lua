-- A user's init.lua with the lines of editors/neovim/README.md and nothing else.
vim.cmd('filetype plugin indent on')
vim.opt.runtimepath:append(vim.env.PLAND_CHECKOUT .. '/editors/neovim')
vim.cmd('runtime! plugin/pland.lua') -- what is appended this late is sourced by hand under -u
require('pland').setup({
  cmd = { vim.env.PLAND_BINARY, 'lsp' },
  init_options = vim.env.PLAND_INIT and vim.fn.json_decode(vim.env.PLAND_INIT) or {},
})

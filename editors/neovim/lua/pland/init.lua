-- pland for Neovim: `require('pland').setup()`. Every part works by what this Neovim's client can;
-- `:checkhealth pland` says what that is.
local client = require('pland.client')
local config = require('pland.config')

local M = {}

function M.setup(options)
  config.options = vim.tbl_deep_extend('force', config.options, options or {})
  if vim.lsp.enable then
    vim.lsp.config('pland', config.server())
    vim.lsp.enable('pland')
    return
  end
  client.set_up = true
  local group = vim.api.nvim_create_augroup('pland_start', {})
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = config.options.filetypes,
    callback = function(args)
      client.start(args.buf)
    end,
  })
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local planning = vim.tbl_contains(config.options.filetypes, vim.bo[buf].filetype)
    if planning and vim.api.nvim_buf_is_loaded(buf) then
      client.start(buf)
    end
  end
end

return M

-- Neovim 0.11 and later read this file at `vim.lsp.enable('pland')`.
return require('pland.config').server()

-- What is there without a call of setup(): the command, and what follows when a pland attaches.
if vim.g.loaded_pland then
  return
end
vim.g.loaded_pland = true

vim.api.nvim_create_user_command('Pland', function(command)
  require('pland.command').run(command)
end, {
  nargs = '*',
  desc = 'Planning documents: :Pland VERB',
  complete = function(...)
    return require('pland.command').complete(...)
  end,
})

-- Before 0.8 there is no LspAttach; `on_attach` of the client does it there.
if vim.fn.exists('##LspAttach') == 1 then
  vim.api.nvim_create_autocmd('LspAttach', {
    group = vim.api.nvim_create_augroup('pland', {}),
    callback = function(args)
      local client = vim.lsp.get_client_by_id(args.data.client_id)
      if client and client.name == 'pland' then
        require('pland.attach')(client, args.buf)
      end
    end,
  })
end

-- A buffer that gets a name, or another one, is a document that the server does not know yet.
vim.api.nvim_create_autocmd({ 'BufFilePost', 'BufWritePost' }, {
  group = vim.api.nvim_create_augroup('pland_names', {}),
  callback = function(args)
    if package.loaded['pland.config'] then
      require('pland.client').renamed(args.buf)
    end
  end,
})

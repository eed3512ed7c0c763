-- What follows when pland attaches to a buffer: what this Neovim has, but does not switch on.
local config = require('pland.config')

local function code_lenses(client, buf)
  if vim.lsp.codelens.enable then -- 0.12
    vim.lsp.codelens.enable(true, { bufnr = buf, client_id = client.id })
    return
  end
  local scope = vim.fn.has('nvim-0.10') == 1 and { bufnr = buf } or nil
  local function refresh()
    if vim.api.nvim_get_current_buf() == buf then
      vim.lsp.codelens.refresh(scope)
    end
  end
  local group = vim.api.nvim_create_augroup('pland_lenses_' .. buf, {})
  vim.api.nvim_create_autocmd({ 'BufEnter', 'CursorHold', 'InsertLeave', 'BufWritePost' }, {
    group = group,
    buffer = buf,
    callback = refresh,
  })
  refresh()
end

return function(client, buf)
  local options, running = config.options, require('pland.client')
  running.ready[client.id] = true
  running.hears(client, buf)
  running.served_as[buf] = vim.uri_from_bufnr(buf)
  -- The file type's own completion is that of HTML.
  if vim.bo[buf].omnifunc == '' or vim.bo[buf].omnifunc:find('^htmlcomplete') then
    vim.bo[buf].omnifunc = 'v:lua.vim.lsp.omnifunc'
  end
  if vim.bo[buf].tagfunc == '' then
    vim.bo[buf].tagfunc = 'v:lua.vim.lsp.tagfunc'
  end
  -- pland formats tables and lists; `gq` is for breaking lines, which it never does.
  if vim.bo[buf].formatexpr:find('vim.lsp.formatexpr', 1, true) then
    vim.bo[buf].formatexpr = ''
  end
  if not vim.lsp.completion then -- before 0.11
    require('pland.completion')(client, buf)
  end
  if options.code_lens then
    vim.lsp.commands['pland.showReferences'] = require('pland.references')
    code_lenses(client, buf)
  end
  if options.inlay_hints and vim.lsp.inlay_hint then -- 0.10
    vim.lsp.inlay_hint.enable(true, { bufnr = buf })
  end
  if options.format_while_typing and vim.lsp.on_type_formatting then -- 0.12
    vim.lsp.on_type_formatting.enable(true, { client_id = client.id })
  end
end

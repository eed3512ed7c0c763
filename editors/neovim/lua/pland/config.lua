-- What a user says with setup(), and what is made of it for Neovim's client.
local M = {}

M.options = {
  cmd = nil, -- { 'pland', 'lsp' } wherever it is found
  filetypes = { 'markdown' },
  settings = {}, -- as in pland.toml: { rules = { ignore = { 'period-gap' } } }
  init_options = {}, -- the same, for what is said once: { formatting = true }
  capabilities = nil,
  on_attach = nil,
  code_lens = true,
  inlay_hints = true,
  format_while_typing = false,
}

-- The program: where it was said, on PATH, or built in the checkout that this plugin is part of.
function M.program()
  if M.options.cmd then
    return M.options.cmd[1]
  end
  if vim.fn.executable('pland') == 1 then
    return vim.fn.exepath('pland')
  end
  local here = vim.fn.resolve(debug.getinfo(1, 'S').source:sub(2))
  local built = vim.fn.fnamemodify(here, ':p:h:h:h:h:h') .. '/build/release/pland'
  return vim.fn.executable(built) == 1 and built or 'pland'
end

-- The file types that pland serves.
function M.filetypes()
  local server = vim.lsp.enable and vim.lsp.config.pland
  return server and server.filetypes or M.options.filetypes
end

-- Whether the server can know a buffer: by the name of a file, which unnamed ones would share.
function M.named(buf)
  return vim.bo[buf].buftype == '' and vim.api.nvim_buf_get_name(buf) ~= ''
end

-- The folder that a document's plans lie in, as `pland check` sees it; nil where nothing says so.
function M.root(buf)
  local path = vim.api.nvim_buf_get_name(buf)
  if path == '' then
    return nil
  end
  local folder = vim.fn.fnamemodify(path, ':p:h')
  while true do
    for _, marker in ipairs({ '/pland.toml', '/.pland.toml', '/.config/pland.toml', '/.git' }) do
      if vim.loop.fs_stat(folder .. marker) then
        return folder
      end
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then
      return nil
    end
    folder = above
  end
end

-- The configuration of the client, for `vim.lsp.config` and for `vim.lsp.start`.
function M.server()
  local options = M.options
  local init_options = vim.tbl_extend('force', {
    -- Lines above headings lead to the references of what they speak of.
    commands = { 'pland.showReferences' },
  }, options.init_options)
  return {
    name = 'pland',
    cmd = options.cmd or { M.program(), 'lsp' },
    filetypes = options.filetypes,
    root_dir = function(buf, start)
      if M.named(buf) then
        start(M.root(buf))
      end
    end,
    -- An empty table would be sent as a list.
    settings = { pland = next(options.settings) and options.settings or vim.empty_dict() },
    init_options = init_options,
    capabilities = options.capabilities,
    -- Neovim forgets findings at `:edit!`, and then asks only whether they have changed. Who does
    -- not ask is told.
    before_init = function(params)
      params.capabilities.textDocument.diagnostic = nil
      -- Its client can make new files by these, and does not always say so.
      params.capabilities.workspace.workspaceEdit.documentChanges = true
    end,
    on_attach = options.on_attach,
    on_exit = function(code, signal, id)
      require('pland.client').ended(code, signal, id)
    end,
    handlers = {
      -- What Neovim writes of it, up to 0.9, the next message covers.
      ['window/showMessage'] = function(_, message)
        local levels = vim.log.levels
        local level = ({ levels.ERROR, levels.WARN })[message.type] or levels.INFO
        local text = message.message:gsub('^pland: ', '')
        vim.notify('pland: ' .. text, level)
      end,
    },
  }
end

return M

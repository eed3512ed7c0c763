-- Neovim's client under the names that each version has for it.
local config = require('pland.config')

local M = {}

-- The pland that serves a buffer, or nil.
function M.of(buf)
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = buf, name = 'pland' })[1]
  end
  for _, client in pairs(vim.lsp.buf_get_clients(buf)) do
    if client.name == 'pland' then
      return client
    end
  end
end

-- The pland that serves a buffer, or any that runs, or nil: for what is asked of all plans.
function M.any(buf)
  local running = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return M.of(buf) or vim.tbl_filter(function(client)
    return client.name == 'pland'
  end, running)[1]
end

-- For verbs that need a server where there is none.
function M.absent()
  local buf = vim.api.nvim_get_current_buf()
  local message = 'pland does not run in this buffer; :checkhealth pland says why'
  if vim.bo[buf].buftype == '' and vim.api.nvim_buf_get_name(buf) == '' then
    message = 'pland needs the buffer to have a file name: :write it first'
  end
  vim.notify(message, vim.log.levels.WARN)
end

-- 0.11 made functions of a client its methods.
local methods = vim.fn.has('nvim-0.11') == 1

-- done(error, result) is called once.
function M.request(client, method, params, done, buf)
  if methods then
    client:request(method, params, done, buf)
  else
    client.request(method, params, done, buf)
  end
end

function M.tell(client, method, params)
  if methods then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

local stopping = {} -- ids of clients whose server is asked to end
M.ready = {} -- ids of clients whose server has answered

function M.stop(client, force)
  stopping[client.id] = true
  if methods then
    client:stop(force)
  else
    client.stop(force)
  end
end

local started = {} -- 0.7: ids of clients by their root
local deaf = {} -- buffers that were changed while nothing served them

-- Neovim hears no more of a buffer that was changed after its last server had ended, and does not
-- notice when the next one is attached.
local function unserved(buf)
  if vim.lsp.get_clients then
    return #vim.lsp.get_clients({ bufnr = buf }) == 0
  end
  return vim.tbl_isempty(vim.lsp.buf_get_clients(buf))
end

local function watch(buf)
  deaf[buf] = deaf[buf] or false
  vim.api.nvim_buf_attach(buf, false, {
    on_lines = function()
      if deaf[buf] == false and unserved(buf) then
        deaf[buf] = true
      end
      return true
    end,
  })
end

-- Tells the server of changes of a buffer that Neovim no longer hears of: the whole text each time.
function M.hears(client, buf)
  local was_deaf = deaf[buf]
  deaf[buf] = nil
  if not was_deaf then
    return
  end
  local function tell()
    local now = M.of(buf)
    if not now then
      return true
    end
    local version = vim.api.nvim_buf_get_changedtick(buf)
    vim.lsp.util.buf_versions[buf] = version
    M.tell(now, 'textDocument/didChange', {
      textDocument = { uri = vim.uri_from_bufnr(buf), version = version },
      contentChanges = { { text = M.text(buf) } },
    })
  end
  vim.api.nvim_buf_attach(buf, false, {
    on_lines = tell,
    on_reload = tell,
    on_detach = function()
      local now = M.of(buf)
      deaf[buf] = true
      if now then
        local notify = vim.notify
        vim.notify = function() end -- that it was detached
        pcall(vim.lsp.buf_detach_client, buf, now.id)
        vim.notify = notify
      end
    end,
  })
end

-- A buffer's text as it would be written.
function M.text(buf)
  local lines = vim.api.nvim_buf_get_lines(buf, 0, -1, false)
  return table.concat(lines, '\n') .. (vim.bo[buf].eol and '\n' or '')
end

-- How the last server ended that was not asked to, for :checkhealth; nil when none did.
M.end_of_last = nil

function M.ended(code, signal, id)
  local asked = stopping[id] or M.ready[id] and code == 0 and (signal == 0 or signal == 15)
  vim.schedule(function()
    if vim.v.exiting == vim.NIL then
      for _, buf in ipairs(vim.api.nvim_list_bufs()) do
        if vim.api.nvim_buf_is_loaded(buf) and M.served_as[buf] then
          watch(buf)
        end
      end
    end
    if asked or vim.v.exiting ~= vim.NIL then
      return
    end
    local how = signal ~= 0 and 'signal ' .. signal or 'exit code ' .. code
    M.end_of_last = ('the server ended (%s)'):format(how)
    local message = M.end_of_last .. '; :Pland restart starts it again'
    if not M.ready[id] then
      M.end_of_last = ('%s ended before it answered (%s)'):format(config.program(), how)
      message = M.end_of_last .. ': is it a pland? :checkhealth pland says'
    end
    vim.notify('pland: ' .. message, vim.log.levels.WARN)
  end)
end

M.served_as = {} -- the URI that the server knows a buffer by

-- A buffer that has another name now is another document.
function M.renamed(buf)
  local client, old, uri = M.of(buf), M.served_as[buf], vim.uri_from_bufnr(buf)
  if not client then
    if vim.tbl_contains(config.filetypes(), vim.bo[buf].filetype) and M.enabled() then
      M.start(buf)
    end
    return
  end
  if not old or old == uri or not config.named(buf) then
    return
  end
  M.served_as[buf] = uri
  local old_document = { textDocument = { uri = old } }
  -- A request takes along the changes that still wait to be sent.
  M.request(client, 'textDocument/documentSymbol', old_document, function() end, buf)
  M.tell(client, 'textDocument/didClose', old_document)
  M.tell(client, 'textDocument/didOpen', {
    textDocument = {
      uri = uri,
      languageId = vim.bo[buf].filetype,
      version = vim.lsp.util.buf_versions[buf] or 0,
      text = M.text(buf),
    },
  })
end

-- Whether setup() was called or vim.lsp.enable('pland').
function M.enabled()
  if vim.lsp.is_enabled then
    return vim.lsp.is_enabled('pland')
  end
  return M.set_up or vim.lsp.enable ~= nil
end

-- Starts the server for a buffer, or attaches the one that is there. Who `insists` hears each time
-- that there is no such program. Gives false then.
function M.start(buf, insists)
  if not config.named(buf) then
    return
  end
  local server = vim.lsp.enable and vim.deepcopy(vim.lsp.config.pland) or config.server()
  if type(server.root_dir) == 'function' then
    server.root_dir = config.root(buf)
  end
  if vim.fn.executable(server.cmd[1]) == 0 then
    local message = ('pland: there is no program %s; :checkhealth pland'):format(server.cmd[1])
    local notify = insists and vim.notify or vim.notify_once
    notify(message, vim.log.levels.WARN)
    return false
  end
  if vim.lsp.start then
    vim.api.nvim_buf_call(buf, function()
      vim.lsp.start(server)
    end)
    return
  end
  local on_attach = server.on_attach
  server.on_attach = function(client, attached)
    require('pland.attach')(client, attached)
    if on_attach then
      on_attach(client, attached)
    end
  end
  local root = server.root_dir or ''
  -- One that has not answered yet counts as stopped for client_is_stopped().
  if not started[root] or not vim.lsp.get_client_by_id(started[root]) then
    started[root] = vim.lsp.start_client(server)
  end
  if started[root] then
    vim.lsp.buf_attach_client(buf, started[root])
  end
end

-- Ends every pland and starts a new one for each buffer that had one or ought to.
function M.restart()
  local clients, buffers = {}, {}
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local loaded = vim.api.nvim_buf_is_loaded(buf)
    local client = loaded and M.of(buf)
    if client then
      clients[client.id] = client
    end
    local planning = loaded and vim.tbl_contains(config.filetypes(), vim.bo[buf].filetype)
    if (client or planning) and config.named(buf) then
      table.insert(buffers, buf)
    end
  end
  if #buffers == 0 then
    return M.absent()
  end
  for _, client in pairs(clients) do
    M.stop(client)
  end
  local function gone()
    for id in pairs(clients) do
      if vim.lsp.get_client_by_id(id) then
        return false
      end
    end
    return true
  end
  local timer, waited = vim.loop.new_timer(), 0
  timer:start(20, 20, vim.schedule_wrap(function()
    if timer:is_closing() then
      return
    end
    waited = waited + 20
    if not gone() then
      if waited == 2000 then
        for _, client in pairs(clients) do
          M.stop(client, true)
        end
      end
      return
    end
    timer:close()
    for _, buf in ipairs(buffers) do
      if vim.api.nvim_buf_is_loaded(buf) and M.start(buf, true) == false then
        return
      end
    end
  end))
end

return M

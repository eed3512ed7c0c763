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

-- For verbs that need a server where there is none.
function M.absent()
  local message = 'pland does not run in this buffer; :checkhealth pland says why'
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

function M.stop(client, force)
  if methods then
    client:stop(force)
  else
    client.stop(force)
  end
end

local started = {} -- 0.7: ids of clients by their root

-- Starts the server for a buffer, or attaches the one that is there.
function M.start(buf)
  if vim.bo[buf].buftype ~= '' then
    return
  end
  local server = vim.lsp.enable and vim.deepcopy(vim.lsp.config.pland) or config.server()
  if type(server.root_dir) == 'function' then
    server.root_dir = config.root(buf)
  end
  if vim.fn.executable(server.cmd[1]) == 0 then
    local message = ('pland: there is no program %s; :checkhealth pland'):format(server.cmd[1])
    vim.notify_once(message, vim.log.levels.WARN)
    return
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
  if not started[root] or vim.lsp.client_is_stopped(started[root]) then
    started[root] = vim.lsp.start_client(server)
  end
  if started[root] then
    vim.lsp.buf_attach_client(buf, started[root])
  end
end

-- Ends every pland and starts a new one for each buffer that had one.
function M.restart()
  local clients, buffers = {}, {}
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local client = vim.api.nvim_buf_is_loaded(buf) and M.of(buf)
    if client then
      clients[client.id] = client
      table.insert(buffers, buf)
    end
  end
  if #buffers == 0 then
    M.start(vim.api.nvim_get_current_buf())
    return
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
      if vim.api.nvim_buf_is_loaded(buf) then
        M.start(buf)
      end
    end
  end))
end

return M

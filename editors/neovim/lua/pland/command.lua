-- `:Pland VERB`: one table of verbs. A name is offered when completing; `complete` offers what may
-- follow it.
local actions = require('pland.actions')
local cli = require('pland.cli')
local config = require('pland.config')

local M = {}

local function files(lead)
  return vim.fn.getcompletion(lead, 'file')
end

local function starting_with(lead, names)
  return vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, names)
end

-- The arguments of `pland new` as a person types them: what follows --title is one title.
local function new_arguments(words)
  local out = { 'new' }
  for i, word in ipairs(words) do
    if word == '--title' then
      vim.list_extend(out, { word, table.concat(words, ' ', i + 1) })
      break
    end
    table.insert(out, word)
  end
  return out
end

local function new(words)
  local folder = cli.folder()
  cli.run(new_arguments(words), folder, function(lines, code, complaint)
    if code ~= 0 then
      vim.notify(complaint, vim.log.levels.ERROR)
      return
    end
    local path = (lines[1] or ''):match('^Wrote (.+); what stands in brackets')
    vim.notify(table.concat(lines, '\n'))
    if path then
      path = vim.startswith(path, '/') and path or folder .. '/' .. path
      vim.cmd('edit ' .. vim.fn.fnameescape(path))
    end
  end)
end

local function version()
  cli.run({ '--version' }, nil, function(lines, code)
    local running = require('pland.client').of(vim.api.nvim_get_current_buf())
    local text = code == 0 and lines[1] or 'pland --version failed'
    local where = running and 'running in this buffer' or 'not running in this buffer'
    vim.notify(('%s (%s), %s'):format(text, config.program(), where))
  end)
end

local function log()
  local of = vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path
  local path = of()
  vim.cmd('tabedit ' .. vim.fn.fnameescape(path))
  vim.cmd('normal! G')
end

M.verbs = {
  new = {
    run = new,
    complete = function(lead, words)
      if #words > 1 then
        return files(lead)
      end
      local kinds = {}
      for _, line in ipairs(cli.lines({ 'kinds' })) do
        table.insert(kinds, line:match('^(%l%S*)%s'))
      end
      return starting_with(lead, kinds)
    end,
  },
  timeline = {
    run = function()
      require('pland.timeline')()
    end,
  },
  trace = {
    run = function(words)
      require('pland.trace')(words)
    end,
    complete = function(lead)
      return starting_with(lead, { 'outgoing', 'incoming' })
    end,
  },
  why = {
    run = function(words)
      require('pland.why').run(words[1])
    end,
    complete = function(lead)
      return starting_with(lead, require('pland.why').names())
    end,
  },
  check = {
    run = function(words)
      require('pland.check')(words)
    end,
    complete = files,
  },
  find = {
    run = function(words)
      require('pland.find')(table.concat(words, ' '))
    end,
    complete = function(lead)
      return starting_with(lead, { 'kind:', 'status:open', 'owner:', 'q:', 'overdue' })
    end,
  },
  outline = {
    run = function()
      local running = require('pland.client')
      if not running.of(vim.api.nvim_get_current_buf()) then
        return running.absent()
      end
      vim.lsp.buf.document_symbol()
    end,
  },
  restart = {
    run = function()
      require('pland.client').restart()
    end,
  },
  log = { run = log },
  version = { run = version },
}
for name in pairs(actions.verbs) do
  M.verbs[name] = {
    run = function()
      actions.run(name)
    end,
  }
end

function M.names()
  local names = vim.tbl_keys(M.verbs)
  table.sort(names)
  return names
end

function M.run(command)
  local words = vim.deepcopy(command.fargs)
  local name = table.remove(words, 1)
  local verb = name and M.verbs[name]
  if not verb then
    local said = name and ('pland: no verb "%s"; '):format(name) or 'Pland VERB: '
    vim.notify(said .. table.concat(M.names(), ', '), name and vim.log.levels.ERROR or nil)
    return
  end
  verb.run(words)
end

-- As `complete` of a user command: the word that is typed, the line, the cursor's byte in it.
function M.complete(lead, line, position)
  local words = vim.split(vim.trim(line:sub(1, position)), '%s+')
  table.remove(words, 1) -- the command itself
  if lead ~= '' then
    table.remove(words)
  end
  if #words == 0 then
    return starting_with(lead, M.names())
  end
  local verb = M.verbs[words[1]]
  return verb and verb.complete and verb.complete(lead, words) or {}
end

return M

-- The program's verbs that answer with text: run beside Neovim, which goes on meanwhile.
local config = require('pland.config')

local M = {}

-- done(lines, code, complaint): what it printed, how it ended, what it complained of.
function M.run(arguments, folder, done)
  local out, err = {}, {}
  local command = vim.list_extend({ config.program() }, arguments)
  local ok, job = pcall(vim.fn.jobstart, command, {
    cwd = folder,
    stdout_buffered = true,
    stderr_buffered = true,
    on_stdout = function(_, lines)
      out = lines
    end,
    on_stderr = function(_, lines)
      err = lines
    end,
    on_exit = function(_, code)
      if out[#out] == '' then
        table.remove(out)
      end
      done(out, code, vim.trim(table.concat(err, '\n')))
    end,
  })
  if not ok or job <= 0 then
    vim.notify('pland: cannot run ' .. command[1], vim.log.levels.ERROR)
  end
end

-- The same, waiting for it: for completion and :checkhealth.
function M.lines(arguments)
  local command = vim.list_extend({ config.program() }, arguments)
  if vim.fn.executable(command[1]) == 0 then
    return {}, 127
  end
  return vim.fn.systemlist(command), vim.v.shell_error
end

-- Where verbs run: the folder of the buffer's plans.
function M.folder()
  return config.root(0) or vim.fn.getcwd()
end

return M

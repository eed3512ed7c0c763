-- `:Pland check`: the findings of all plans in the quickfix list.
local cli = require('pland.cli')

local types = { ERROR = 'E', WARNING = 'W', INFO = 'I' }

-- Paths of rdjson count from the Git repository, or from the folder of the plans.
local function base(folder)
  local at = folder
  while not vim.loop.fs_stat(at .. '/.git') do
    local above = vim.fn.fnamemodify(at, ':h')
    if above == at then
      return folder
    end
    at = above
  end
  return at
end

return function(arguments)
  if vim.tbl_contains(arguments, '--watch') then
    local message = 'pland: :Pland check looks once; --watch is for a terminal'
    return vim.notify(message, vim.log.levels.ERROR)
  end
  local folder = cli.folder()
  local command = vim.list_extend({ 'check', '--format', 'rdjson' }, arguments)
  cli.run(command, folder, function(lines, code, complaint)
    if vim.v.exiting ~= vim.NIL then
      return
    elseif code > 1 then
      complaint = complaint ~= '' and complaint or 'pland check ended with ' .. code
      vim.notify(complaint, vim.log.levels.ERROR)
      return
    end
    -- rdjson counts columns in bytes, as the quickfix list does.
    local fine, report = pcall(vim.fn.json_decode, table.concat(lines, '\n'))
    if not fine or type(report) ~= 'table' or not report.diagnostics then
      -- What was asked for is something else: --help, another --format.
      require('pland.float')(lines, { title = 'pland check', filetype = 'text', wrap = true })
      return
    end
    local items = {}
    for _, finding in ipairs(report.diagnostics) do
      local range = finding.location.range
      table.insert(items, {
        filename = base(folder) .. '/' .. finding.location.path,
        lnum = range.start.line,
        col = range.start.column,
        end_lnum = range['end'].line,
        end_col = range['end'].column,
        type = types[finding.severity],
        text = ('%s [%s]'):format(finding.message, finding.code.value),
      })
    end
    vim.fn.setqflist({}, ' ', { title = 'pland check', items = items })
    if #items == 0 then
      vim.cmd('cclose')
      vim.notify('pland: nothing found')
    else
      vim.cmd('botright copen')
    end
  end)
end

-- `:Pland why`: the page of the rule whose finding is under the cursor, or of one that is named.
local cli = require('pland.cli')
local float = require('pland.float')

local M = {}

local function show(rule)
  cli.run({ 'rule', rule }, cli.folder(), function(lines, code, complaint)
    if code ~= 0 then
      vim.notify(complaint, vim.log.levels.ERROR)
      return
    end
    float(lines, { title = rule, filetype = 'markdown', wrap = true })
  end)
end

-- The rules of the findings on the cursor's line, those at the cursor first.
local function here()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local at, beside = {}, {}
  for _, finding in ipairs(vim.diagnostic.get(0, { lnum = row - 1 })) do
    local rule = finding.code or vim.tbl_get(finding, 'user_data', 'lsp', 'code')
    if finding.source == 'pland' and rule then
      local ends_behind = finding.end_lnum > row - 1 or column < finding.end_col
      local inside = finding.col <= column and ends_behind
      local list = inside and at or beside
      if not vim.tbl_contains(list, rule) then
        table.insert(list, rule)
      end
    end
  end
  return #at > 0 and at or beside
end

function M.run(rule)
  local rules = rule and { rule } or here()
  if #rules == 0 then
    vim.notify('pland: no finding on this line; :Pland why RULE explains any')
  elseif #rules == 1 then
    show(rules[1])
  else
    vim.ui.select(rules, { prompt = 'Rule:' }, function(chosen)
      if chosen then
        show(chosen)
      end
    end)
  end
end

-- The names of all rules.
function M.names()
  local names = {}
  for _, line in ipairs(cli.lines({ 'rule' })) do
    table.insert(names, line:match('^  (%S+)'))
  end
  return names
end

return M

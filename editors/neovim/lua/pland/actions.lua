-- What people do to a plan, as verbs: each is a code action of the server, found by its title.
local pland = require('pland.client')

local M = {}

-- title: how the action's begins. around: where the cursor's line has none, the headings it stands
-- below are asked, the innermost first.
M.verbs = {
  done = { title = 'Mark as done', does = 'mark what the cursor is on as done' },
  reopen = { title = 'Reopen', does = 'the opposite of done' },
  carry = { title = 'Carry over', does = 'move an open initiative to the next period' },
  drop = { title = 'Drop', does = 'move an initiative to the non-goals' },
  close = { title = 'Close', around = true, does = 'close the period the cursor is in' },
  start = { title = 'Start', around = true, does = 'start the period after this one' },
  reviewed = { title = 'Reviewed today', around = true, does = 'note a review of today' },
  promote = { title = 'Promote', does = 'promote an initiative to the project plan' },
  extract = { title = 'Extract the decision', around = true, does = 'make a decision a record' },
  supersede = { title = 'Supersede', around = true, does = 'supersede this decision' },
  risk = { title = 'Add a risk', around = true, does = 'add a risk to this section' },
  contents = {
    title = '',
    kind = 'source.updateTableOfContents.pland',
    does = 'bring the table of contents up to date',
  },
  fix = { title = '', kind = 'source.fixAll.pland', does = 'make all safe fixes of this document' },
}

local function complain(problem)
  vim.notify('pland: ' .. problem.message, vim.log.levels.ERROR)
end

local function apply(client, buf, action)
  if action.edit or not action.data then
    if action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
    return
  end
  pland.request(client, 'codeAction/resolve', action, function(problem, resolved)
    if problem then
      complain(problem)
    elseif resolved and resolved.edit then
      vim.lsp.util.apply_workspace_edit(resolved.edit, client.offset_encoding)
    end
  end, buf)
end

-- The lines to ask about, from 0: the cursor's, and those of the headings above it.
local function places(verb)
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  local out, level = { row }, 7
  if verb.around then
    for at = row, 0, -1 do
      local hashes = vim.api.nvim_buf_get_lines(0, at, at + 1, false)[1]:match('^ ? ? ?(#+)%s')
      if hashes and #hashes < level then
        level = #hashes
        if at ~= row then
          table.insert(out, at)
        end
      end
    end
  end
  return out
end

function M.run(name)
  local verb, buf = M.verbs[name], vim.api.nvim_get_current_buf()
  local client = pland.of(buf)
  if not client then
    return pland.absent()
  end
  local rows = places(verb)
  local cursor = vim.lsp.util.make_position_params(0, client.offset_encoding)

  local function ask(i)
    if not rows[i] then
      vim.notify(('pland: nothing here to %s (%s)'):format(name, verb.does))
      return
    end
    local position = i == 1 and cursor.position or { line = rows[i], character = 0 }
    pland.request(client, 'textDocument/codeAction', {
      textDocument = cursor.textDocument,
      range = { start = position, ['end'] = position },
      context = { diagnostics = {}, only = { verb.kind or 'refactor' } },
    }, function(problem, actions)
      if problem then
        return complain(problem)
      end
      local found = vim.tbl_filter(function(action)
        return vim.startswith(action.title, verb.title)
      end, actions or {})
      if #found == 0 then
        ask(i + 1)
      elseif #found == 1 then
        apply(client, buf, found[1])
      else
        vim.ui.select(found, {
          prompt = 'pland:',
          format_item = function(action)
            return action.title
          end,
        }, function(chosen)
          if chosen then
            apply(client, buf, chosen)
          end
        end)
      end
    end, buf)
  end
  ask(1)
end

return M

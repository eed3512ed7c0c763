-- What people do to a plan, as verbs: each is a code action of the server, found by its title.
local pland = require('pland.client')

local M = {}

-- title: how the action's begins. around: where the cursor's line has none, the headings it stands
-- below are asked, the innermost first. none: what is said where no line has one.
M.verbs = {
  done = { title = 'Mark as done', none = 'nothing here can be marked as done' },
  reopen = { title = 'Reopen', none = 'nothing here is done, so nothing can be reopened' },
  carry = {
    title = 'Carry over',
    none = 'nothing here can be carried over; the cursor belongs on an open initiative',
  },
  drop = {
    title = 'Drop',
    none = 'nothing here can be dropped; the cursor belongs on an open initiative',
  },
  close = {
    title = 'Close',
    around = true,
    none = 'the cursor is in no period that can be closed',
  },
  start = { title = 'Start', around = true, none = 'no next period can be started from here' },
  reviewed = { title = 'Reviewed today', around = true, none = 'nothing here has a day of review' },
  promote = {
    title = 'Promote',
    none = 'nothing here can be promoted; the cursor belongs on an initiative',
  },
  extract = {
    title = 'Extract the decision',
    around = true,
    none = 'no decision here can be made a record',
  },
  supersede = { title = 'Supersede', around = true, none = 'no decision here can be superseded' },
  risk = { title = 'Add a risk', around = true, none = 'no section here takes a risk' },
  contents = {
    title = '',
    kind = 'source.updateTableOfContents.pland',
    none = 'there is no table of contents to bring up to date',
  },
  fix = { title = '', kind = 'source.fixAll.pland', none = 'there is nothing to fix safely' },
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
  if not vim.bo[buf].modifiable then
    local message = "pland: this buffer cannot be changed ('modifiable' is off)"
    return vim.notify(message, vim.log.levels.WARN)
  end
  local rows = places(verb)
  local cursor = vim.lsp.util.make_position_params(0, client.offset_encoding)

  local function ask(i)
    if not rows[i] then
      vim.notify('pland: ' .. verb.none)
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

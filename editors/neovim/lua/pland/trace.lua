-- `:Pland trace`: what the thing at the cursor needs, or what needs it, in the quickfix list. Up to
-- 0.9 Neovim's own request leads to the lines of the question in the files of the answer.
local pland = require('pland.client')

local sides = { outgoing = 'to', incoming = 'from' }

local function complain(problem)
  vim.notify('pland: ' .. problem.message, vim.log.levels.ERROR)
end

local function show(client, direction, item, calls)
  local items, seen = {}, {}
  for _, call in ipairs(calls) do
    local there = call[sides[direction]]
    local location = { uri = there.uri, range = there.selectionRange }
    local place = vim.lsp.util.locations_to_items({ location }, client.offset_encoding)[1]
    local key = place and ('%s:%d:%d'):format(place.filename, place.lnum, place.col)
    if place and not seen[key] then
      seen[key] = true
      place.text = there.name
      table.insert(items, place)
    end
  end
  local title = ('pland trace %s: %s'):format(direction, item.name)
  vim.fn.setqflist({}, ' ', { title = title, items = items })
  vim.cmd('botright copen')
end

return function(words)
  local direction, buf = words[1] or 'outgoing', vim.api.nvim_get_current_buf()
  if not sides[direction] then
    local message = 'pland: trace goes outgoing or incoming, not ' .. direction
    return vim.notify(message, vim.log.levels.ERROR)
  end
  local client = pland.of(buf)
  if not client then
    return pland.absent()
  end
  local function follow(item)
    if not item then
      return
    end
    local method = ('callHierarchy/%sCalls'):format(direction)
    pland.request(client, method, { item = item }, function(problem, calls)
      if problem then
        complain(problem)
      elseif not calls or #calls == 0 then
        vim.notify(('pland: nothing %s of %s'):format(direction, item.name))
      else
        show(client, direction, item, calls)
      end
    end, buf)
  end
  local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
  pland.request(client, 'textDocument/prepareCallHierarchy', position, function(problem, items)
    if problem then
      complain(problem)
    elseif not items or #items == 0 then
      vim.notify('pland: there is nothing to trace at the cursor')
    elseif #items == 1 then
      follow(items[1])
    else
      vim.ui.select(items, {
        prompt = 'Trace:',
        format_item = function(item)
          return item.detail or item.name
        end,
      }, follow)
    end
  end, buf)
end

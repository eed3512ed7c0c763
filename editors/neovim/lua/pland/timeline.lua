-- `:Pland timeline`: the document's periods and initiatives over time, in a floating window. Return
-- goes to the card under the cursor.
local float = require('pland.float')
local pland = require('pland.client')

local no_such_method = -32601

-- Cards know which lines of the picture they are drawn on, from 0, the end exclusive.
local function card_at(cards, row)
  for _, card in ipairs(cards) do
    if card.lines and card.lines[1] <= row and row < card.lines[2] then
      return card
    end
  end
end

-- The innermost card that the text's cursor is in.
local function card_around(cards, row)
  local found
  for _, card in ipairs(cards) do
    local range = card.range
    local inside = range.start.line <= row and row <= range['end'].line
    if card.lines and inside and (not found or range.start.line >= found.range.start.line) then
      found = card
    end
  end
  return found
end

local function show(timeline, source, uri, encoding)
  local row = vim.api.nvim_win_get_cursor(source)[1] - 1
  local lines = vim.split(timeline.text, '\n')
  if lines[#lines] == '' then
    table.remove(lines)
  end
  if #lines == 0 then
    vim.notify('pland: nothing in this document has a place in time')
    return
  end
  local buf, window = float(lines, { title = 'Timeline', filetype = 'pland-timeline' })
  local cards = timeline.cards or {}
  local here = card_around(cards, row)
  if here then
    vim.api.nvim_win_set_cursor(window, { here.lines[1] + 1, 0 })
    local marks = vim.api.nvim_create_namespace('pland_timeline')
    for at = here.lines[1], here.lines[2] - 1 do
      vim.api.nvim_buf_add_highlight(buf, marks, 'Visual', at, 0, -1)
    end
  end
  vim.keymap.set('n', '<CR>', function()
    local card = card_at(cards, vim.api.nvim_win_get_cursor(0)[1] - 1)
    if not card or not vim.api.nvim_win_is_valid(source) then
      return
    end
    vim.api.nvim_win_close(0, true)
    vim.api.nvim_set_current_win(source)
    vim.cmd("normal! m'")
    local place = vim.lsp.util.locations_to_items({ { uri = uri, range = card.range } }, encoding)[1]
    vim.api.nvim_win_set_cursor(source, { place.lnum, place.col - 1 })
  end, { buffer = buf, desc = 'Go to what is drawn here' })
end

return function()
  local buf, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  local client, uri = pland.of(buf), vim.uri_from_bufnr(buf)
  if not client then
    vim.notify('pland does not run in this buffer; :checkhealth pland says why', vim.log.levels.WARN)
    return
  end
  pland.request(client, 'pland/timeline', {
    textDocument = { uri = uri },
    format = 'text',
    width = math.max(vim.o.columns - 6, 40),
  }, function(problem, timeline)
    if problem and problem.code == no_such_method then
      vim.notify('This pland draws no timelines yet: it is too old for this plugin', vim.log.levels.WARN)
    elseif problem then
      vim.notify('pland: ' .. problem.message, vim.log.levels.ERROR)
    elseif timeline then
      show(timeline, window, uri, client.offset_encoding)
    end
  end, buf)
end

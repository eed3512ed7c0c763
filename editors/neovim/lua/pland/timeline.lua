-- `:Pland timeline`: the document's periods over time, and what they hold, in a floating window.
-- Return goes to the card under the cursor.
local float = require('pland.float')
local pland = require('pland.client')

local no_such_method = -32601

-- The card that is drawn on each line. A line begins with a card's title, behind what is drawn;
-- that of a need with an arrow. Of cards with one title the first line is the first's.
local function by_line(lines, cards)
  local out, seen = {}, {}
  for row, line in ipairs(lines) do
    local need, title, called = line:find('↳', 1, true), '', {}
    for _, card in ipairs(cards) do
      local at = line:find(card.title, 1, true)
      if at and #card.title >= #title and (need or not line:sub(1, at - 1):find('%w')) then
        if #card.title > #title then
          title, called = card.title, {}
        end
        table.insert(called, card)
      end
    end
    if #called > 0 and need then
      out[row] = called[1]
    elseif #called > 0 then
      seen[title] = (seen[title] or 0) + 1
      out[row] = called[seen[title]] or called[1]
    end
  end
  return out
end

-- The innermost card that the text's cursor is in: work comes before the period it is in.
local function card_around(cards, row)
  for _, card in ipairs(cards) do
    local begin, last = card.range.start, card.range['end']
    if begin.line <= row and (row < last.line or row == last.line and last.character > 0) then
      return card
    end
  end
end

local function show(timeline, source, uri, encoding)
  local row = vim.api.nvim_win_get_cursor(source)[1] - 1
  local lines = vim.split(timeline.text, '\n')
  if lines[#lines] == '' then
    table.remove(lines)
  end
  -- Marks go along with the text when it is edited, the answer does not.
  local text = vim.uri_to_bufnr(uri)
  local places, marked = vim.api.nvim_create_namespace('pland_timeline_places'), {}
  vim.api.nvim_buf_clear_namespace(text, places, 0, -1)
  for _, card in ipairs(timeline.cards) do
    local location = { uri = uri, range = card.selectionRange }
    local place = vim.lsp.util.locations_to_items({ location }, encoding)[1]
    marked[card] = vim.api.nvim_buf_set_extmark(text, places, place.lnum - 1, place.col - 1, {
      strict = false, -- the text may have become shorter since it was asked about
    })
  end
  local buf, window = float(lines, { title = 'Timeline', filetype = 'pland-timeline' })
  local drawn, here = by_line(lines, timeline.cards), card_around(timeline.cards, row)
  for at = 1, here and #lines or 0 do
    if drawn[at] == here then
      vim.api.nvim_win_set_cursor(window, { at, 0 })
      local marks = vim.api.nvim_create_namespace('pland_timeline')
      vim.api.nvim_buf_set_extmark(buf, marks, at - 1, 0, {
        end_row = at,
        hl_group = 'Visual',
        hl_eol = true,
        strict = false, -- the last line has none below it
      })
      break
    end
  end
  vim.keymap.set('n', '<CR>', function()
    local card = drawn[vim.api.nvim_win_get_cursor(0)[1]]
    if not card or not vim.api.nvim_win_is_valid(source) then
      return
    end
    vim.api.nvim_win_close(0, true)
    vim.api.nvim_set_current_win(source)
    vim.cmd("normal! m'")
    vim.api.nvim_win_set_buf(source, text)
    local place = vim.api.nvim_buf_get_extmark_by_id(text, places, marked[card], {})
    vim.api.nvim_win_set_cursor(source, { place[1] + 1, place[2] })
  end, { buffer = buf, desc = 'Go to what is drawn here' })
end

return function()
  local buf, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  local client, uri = pland.of(buf), vim.uri_from_bufnr(buf)
  if not client then
    return pland.absent()
  end
  pland.request(client, 'pland/timeline', {
    textDocument = { uri = uri },
    format = 'text',
    width = math.max(vim.o.columns - 6, 40),
  }, function(problem, timeline)
    if problem and problem.code == no_such_method then
      local message = 'This pland draws no timelines yet: it is too old for this plugin'
      vim.notify(message, vim.log.levels.WARN)
    elseif problem then
      vim.notify('pland: ' .. problem.message, vim.log.levels.ERROR)
    elseif not timeline or timeline == vim.NIL then
      vim.notify('pland: nothing in this document has a place in time')
    else
      show(timeline, window, uri, client.offset_encoding)
    end
  end, buf)
end

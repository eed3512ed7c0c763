-- Neovim up to 0.10 takes a completion for one word: of a section it inserts the first line, with a
-- NUL for each line break, and leaves the lines below to nobody. Here they are inserted.

-- Line breaks of the word in front of the cursor become what they are.
local function break_lines(word)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local begin = column - #word
  if begin < 0 or vim.api.nvim_get_current_line():sub(begin + 1, column) ~= word then
    return
  end
  local lines = vim.split(word, '\n')
  vim.api.nvim_buf_set_text(0, row - 1, begin, row - 1, column, lines)
  vim.b.pland_completed = { row + #lines - 1, #lines[#lines] }
  vim.api.nvim_win_set_cursor(0, vim.b.pland_completed)
end

local listening = {} -- buffers whose changes are looked at
local widths = {} -- 'textwidth' of buffers where it must not break what is inserted

-- A single offer is inserted without a menu, and completion ends with the next key only: here keys
-- are typed that do nothing else.
local to_end = '<Cmd>silent! call nvim_win_set_cursor(0, b:pland_completed)<CR>'
local function end_completion()
  if not vim.fn.mode(1):find('^i[cx]') or vim.fn.pumvisible() == 1 then
    return
  end
  local buf, items = vim.api.nvim_get_current_buf(), vim.fn.complete_info({ 'items' }).items
  local only = #items == 1 and items[1]
  local item = only and vim.tbl_get(only, 'user_data', 'nvim', 'lsp', 'completion_item')
  local edits = item and item.additionalTextEdits or {}
  if item and (only.word:find('\n', 1, true) or #edits > 0) then
    vim.b.pland_completed = nil
    widths[buf] = widths[buf] or vim.bo[buf].textwidth
    vim.bo[buf].textwidth = 0
    local stop = vim.api.nvim_replace_termcodes('<C-x><C-z>' .. to_end, true, false, true)
    vim.api.nvim_feedkeys(stop, 'ni', false)
  end
end

return function(client, buf)
  local group = vim.api.nvim_create_augroup('pland_completion_' .. buf, {})
  if not listening[buf] then
    listening[buf] = true
    vim.api.nvim_buf_attach(buf, false, {
      on_lines = function(_, _, _, first, _, last)
        if last == first + 1 and vim.fn.mode(1):find('^i[cx]') then
          vim.schedule(end_completion)
        end
      end,
      on_detach = function()
        listening[buf] = nil
      end,
    })
  end
  vim.api.nvim_create_autocmd({ 'CompleteDone', 'InsertLeave' }, {
    group = group,
    buffer = buf,
    callback = function()
      if widths[buf] then
        vim.bo[buf].textwidth, widths[buf] = widths[buf], nil
      end
    end,
  })
  vim.api.nvim_create_autocmd('CompleteDone', {
    group = group,
    buffer = buf,
    callback = function()
      -- Plugins that complete have their own way of doing this.
      if vim.bo[buf].omnifunc ~= 'v:lua.vim.lsp.omnifunc' then
        return
      end
      local done = vim.v.completed_item
      local item = vim.tbl_get(done, 'user_data', 'nvim', 'lsp', 'completion_item')
      if not item then
        return
      end
      if done.word:find('\n', 1, true) then
        break_lines(done.word)
      end
      if item.additionalTextEdits and #item.additionalTextEdits > 0 then
        local row = vim.api.nvim_win_get_cursor(0)[1]
        vim.lsp.util.apply_text_edits(item.additionalTextEdits, buf, client.offset_encoding)
        for _, edit in ipairs(item.additionalTextEdits) do
          local below = edit.newText:gsub('\n+$', '')
          local more = select(2, below:gsub('\n', ''))
          if edit.range.start.line >= row - 1 and more > 0 then
            local last = edit.range.start.line + 1 + more
            local line = vim.api.nvim_buf_get_lines(buf, last - 1, last, false)[1] or ''
            vim.b.pland_completed = { last, #line }
            pcall(vim.api.nvim_win_set_cursor, 0, vim.b.pland_completed)
          end
        end
      end
    end,
  })
end

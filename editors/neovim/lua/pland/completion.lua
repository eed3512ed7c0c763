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
  vim.api.nvim_win_set_cursor(0, { row + #lines - 1, #lines[#lines] + (#lines == 1 and begin or 0) })
end

-- A single offer is inserted without a menu, and completion ends with the next key only: here this
-- key is typed, which does nothing else.
local function end_completion()
  local line, column = vim.api.nvim_get_current_line(), vim.api.nvim_win_get_cursor(0)[2]
  if line:sub(1, column):find('\n', 1, true) and vim.fn.pumvisible() == 0 then
    local stop = vim.api.nvim_replace_termcodes('<C-x><C-z>', true, false, true)
    vim.api.nvim_feedkeys(stop, 'ni', false)
  end
end

return function(client, buf)
  local group = vim.api.nvim_create_augroup('pland_completion_' .. buf, {})
  vim.api.nvim_create_autocmd('TextChangedI', {
    group = group,
    buffer = buf,
    callback = end_completion,
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
        vim.lsp.util.apply_text_edits(item.additionalTextEdits, buf, client.offset_encoding)
      end
    end,
  })
end

-- Neovim up to 0.10 takes a completion for one word: of a section it inserts the first line, with a
-- NUL for each line break, and leaves the lines below to nobody. Here they are inserted.

-- Line breaks of the word in front of the cursor become what they are.
local function break_lines(word)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local begin = column - #word
  if begin < 0 or vim.api.nvim_get_current_line():sub(begin + 1, column) ~= word then
    return
  end
  vim.api.nvim_buf_set_text(0, row - 1, begin, row - 1, column, vim.split(word, '\n'))
end

return function(client, buf)
  vim.api.nvim_create_autocmd('CompleteDone', {
    group = vim.api.nvim_create_augroup('pland_completion_' .. buf, {}),
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

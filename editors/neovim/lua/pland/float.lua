-- A window in front of the others, for something to read. `q` and Escape close it.
return function(lines, options)
  local width, height = 20, #lines
  for _, line in ipairs(lines) do
    width = math.max(width, vim.fn.strdisplaywidth(line))
  end
  width = math.min(width, math.max(vim.o.columns - 4, 20))
  height = math.max(math.min(height, vim.o.lines - 6), 1)
  local buf = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, lines)
  vim.bo[buf].bufhidden = 'wipe'
  vim.bo[buf].filetype = options.filetype
  vim.bo[buf].modifiable = false
  local layout = {
    relative = 'editor',
    style = 'minimal',
    border = 'rounded',
    width = width,
    height = height,
    row = math.max(math.floor((vim.o.lines - height) / 2) - 2, 0),
    col = math.max(math.floor((vim.o.columns - width) / 2) - 1, 0),
  }
  if vim.fn.has('nvim-0.9') == 1 then
    layout.title = ' ' .. options.title .. ' '
  end
  local window = vim.api.nvim_open_win(buf, true, layout)
  vim.wo[window].wrap = options.wrap or false
  for _, key in ipairs({ 'q', '<Esc>' }) do
    vim.keymap.set('n', key, '<Cmd>close<CR>', { buffer = buf, nowait = true })
  end
  return buf, window
end

-- `:Pland find`: headings and things of all plans in the quickfix list; from any window, as long as
-- a pland runs.
local pland = require('pland.client')

return function(query)
  local buf = vim.api.nvim_get_current_buf()
  local client = pland.any(buf)
  if not client then
    return pland.absent()
  end
  pland.request(client, 'workspace/symbol', { query = query }, function(problem, found)
    if problem then
      vim.notify('pland: ' .. problem.message, vim.log.levels.ERROR)
    elseif not found or #found == 0 then
      vim.notify(('pland: nothing found for "%s"'):format(query))
    else
      local items = vim.lsp.util.symbols_to_items(found, buf, client.offset_encoding)
      vim.fn.setqflist({}, ' ', { title = 'pland find ' .. query, items = items })
      vim.cmd('botright copen')
    end
  end, buf)
end

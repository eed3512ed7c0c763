-- The command of a line above a heading: what refers to the thing there, in the quickfix list.
local pland = require('pland.client')

return function(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local uri, position = unpack(command.arguments)
  if not client or not uri then
    return
  end
  pland.request(client, 'textDocument/references', {
    textDocument = { uri = uri },
    position = position,
    context = { includeDeclaration = false },
  }, function(problem, found)
    if problem then
      vim.notify('pland: ' .. problem.message, vim.log.levels.ERROR)
    elseif not found or #found == 0 then
      vim.notify('Nothing refers to this')
    else
      local items = vim.lsp.util.locations_to_items(found, client.offset_encoding)
      vim.fn.setqflist({}, ' ', { title = command.title, items = items })
      vim.cmd('botright copen')
    end
  end, context.bufnr)
end

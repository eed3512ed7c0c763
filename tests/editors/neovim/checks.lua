-- Drives pland in this Neovim as a person does: opens plans, types, calls commands, reads windows.
-- run starts it with a copy of examples/ as the current folder. A coroutine polled by a timer
-- leaves the main loop running, so typed keys, floats and the popup menu are the real ones.
local uv = vim.uv or vim.loop
local number = vim.version()
local editor = ('Neovim %d.%d.%d'):format(number.major, number.minor, number.patch)
local failed = 0

local function say(text)
  io.stdout:write('\r' .. text .. '\n')
  io.stdout:flush()
end

local function check(what, fine, why)
  if fine then
    say(('ok %s: %s'):format(editor, what))
  else
    failed = failed + 1
    say(('FAILED %s: %s: %s'):format(editor, what, (tostring(why or 'did not happen'):gsub('%s+', ' '))))
  end
end

local running
local function resume()
  local ok, problem = coroutine.resume(running)
  if not ok then
    say(('FAILED %s: the test itself: %s'):format(editor, problem))
    vim.cmd('cquit 2')
  end
end

-- Waits until `met` gives something, for at most 15 seconds.
local function await(met, patience)
  local deadline = uv.hrtime() + (patience or 15000) * 1e6
  while true do
    local value = met()
    if value then
      return value
    end
    if uv.hrtime() > deadline then
      return nil
    end
    vim.defer_fn(resume, 10)
    coroutine.yield()
  end
end

local function keys(text)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(text, true, false, true), 't', false)
end

-- The server of the current buffer, once it is ready.
local function served()
  local running = require('pland.client').of(vim.api.nvim_get_current_buf())
  return running and running.initialized and running
end

-- A file that is open already is not read again.
local function edit(file)
  local buf = vim.fn.bufnr('^' .. uv.cwd() .. '/' .. file .. '$')
  vim.cmd('silent ' .. (buf > 0 and 'buffer ' .. buf or 'edit ' .. file))
  await(served)
end

local function text(buf)
  return table.concat(vim.api.nvim_buf_get_lines(buf or 0, 0, -1, false), '\n')
end

local function line(row)
  return vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1]
end

-- Puts the cursor on the first place of a text, and gives its line.
local function on(words)
  vim.cmd('normal! gg0')
  assert(vim.fn.search('\\V' .. vim.fn.escape(words, '\\'), 'cW') > 0, 'no "' .. words .. '" here')
  return vim.fn.line('.')
end

local function name()
  return vim.fn.fnamemodify(vim.api.nvim_buf_get_name(0), ':t')
end

local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return window, text(vim.api.nvim_win_get_buf(window))
    end
  end
end

local function close_floats()
  local window = float()
  while window do
    vim.api.nvim_win_close(window, true)
    window = float()
  end
end

local function finding(rule)
  return function()
    for _, found in ipairs(vim.diagnostic.get(0)) do
      local code = found.code or (found.user_data and found.user_data.lsp and found.user_data.lsp.code)
      if code == rule then
        return found
      end
    end
  end
end

-- Undoes what a check did.
local function restore()
  vim.cmd('silent! wincmd o')
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) and vim.bo[buf].modified then
      vim.api.nvim_buf_call(buf, function()
        vim.cmd('silent undo 0')
        vim.bo.modified = false
      end)
    end
  end
end

local said -- last
local heard = {} -- all of it
vim.notify = function(message)
  said = message
  table.insert(heard, message)
end

-- Whether a text was said since `heard` was emptied.
local function hears(words, patience)
  return await(function()
    for _, message in ipairs(heard) do
      if message:find(words, 1, true) then
        return message
      end
    end
  end, patience or 5000)
end

-- Whoever is asked takes the entry that begins so, or the first.
local wanted
vim.ui.select = function(items, options, done)
  local show = options.format_item or tostring
  for i, item in ipairs(items) do
    if not wanted or vim.startswith(show(item), wanted) then
      return done(item, i)
    end
  end
  done(nil)
end

local checks = {}
local function add(what, run)
  table.insert(checks, { what = what, run = run })
end

add('attaches', function()
  edit('ROADMAP.md')
  local attached = await(served)
  return attached and attached.name == 'pland' and vim.endswith(attached.config.root_dir, uv.cwd()),
    attached and vim.inspect(attached.config.root_dir) or vim.lsp.get_log_path()
end)

add('diagnostics', function()
  edit('ROADMAP.md')
  local found = await(finding('period-months-mismatch'))
  return found and found.lnum + 1 == on('### Q2 2027') and #vim.diagnostic.get(0) >= 5, #vim.diagnostic.get(0)
end)

add('diagnostics follow what is typed', function()
  edit('ROADMAP.md')
  assert(await(finding('period-months-mismatch')))
  on('### Q2 2027 (Jul - Sep)')
  keys('f(ci(Apr - Jun<Esc>')
  return await(function()
    return line(87):find('Apr - Jun', 1, true) and not finding('period-months-mismatch')()
  end), line(87)
end)

add('diagnostics are there again after a file was read again', function()
  edit('PROJECT_PLAN.md')
  assert(await(finding('impossible-date')))
  vim.cmd('edit!')
  return await(finding('impossible-date'), 5000)
end)

add('definition of a link, by the tag key', function()
  edit('ROADMAP.md')
  on('(PROJECT_PLAN.md)')
  keys('w<C-]>')
  return await(function()
    return name() == 'PROJECT_PLAN.md'
  end), name()
end)

add('hover', function()
  edit('ROADMAP.md')
  on('Basin forecast')
  if number.minor >= 10 then
    keys('K')
  else
    vim.lsp.buf.hover()
  end
  local shown = await(function()
    return select(2, float())
  end)
  close_floats()
  return shown and shown:find('Basin forecast', 1, true), shown
end)

add('completion of a link', function()
  edit('ROADMAP.md')
  on('This roadmap says')
  keys('O[plan](PROJ<C-x><C-o>')
  local chosen = await(function()
    local menu = vim.fn.complete_info({ 'pum_visible', 'items' })
    return menu.pum_visible == 1 and menu.items
  end)
  keys('<C-n><C-y><Esc>')
  return chosen and await(function()
    return vim.fn.mode() == 'n' and vim.api.nvim_get_current_line():find('[plan](PROJECT_PLAN.md', 1, true)
  end), vim.api.nvim_get_current_line()
end)

-- Types `typed` below Decision 2 and takes the offer that begins so.
local function complete_section(typed, offer)
  edit('ROADMAP.md')
  on('## What We')
  keys('O' .. typed .. '<C-x><C-o>')
  local menu = await(function()
    local menu = vim.fn.complete_info({ 'pum_visible', 'items' })
    return menu.pum_visible == 1 and menu
  end)
  if not menu then
    return nil, 'no menu at ' .. typed
  end
  for i, item in ipairs(menu.items) do
    if vim.startswith(item.abbr, offer) then
      keys(('<C-n>'):rep(i) .. '<C-y>')
      return true
    end
  end
  keys('<C-e><Esc>')
  return nil, vim.inspect(vim.tbl_map(function(item)
    return item.abbr
  end, menu.items))
end

add('completion of a section inserts all of its lines', function()
  local fine, why = complete_section('### Dec', 'Decision')
  if not fine then
    return fine, why
  end
  local row = vim.fn.line('.')
  fine = await(function()
    return text():find('### Decision 3: [^\n]*\n\n%*%*Decision%*%*: ')
  end, 5000)
  keys('<Esc>')
  await(function()
    return vim.fn.mode() == 'n'
  end)
  local after = table.concat(vim.api.nvim_buf_get_lines(0, row - 1, row + 14, false), '\n')
  -- All of it, once, with what stood below still below, and nothing that is no text.
  return fine
      and after:find('**Review Date**', 1, true)
      and select(2, after:gsub('%*%*Decision%*%*', '')) == 1
      and text():find('\n## What We', 1, true)
      and not after:find('%z')
      and not line(row):find('\n'),
    vim.inspect(after)
end)

add('completion at the very end of a document inserts all lines', function()
  edit('ROADMAP.md')
  vim.api.nvim_buf_set_lines(0, 126, -1, false, { '## Strategic Decisions & Trade-offs', '' })
  keys('Go### Dec<C-x><C-o>')
  local menu = await(function()
    return vim.fn.pumvisible() == 1
  end)
  keys('<C-n><C-y>')
  local fine = menu and await(function()
    return text():find('### Decision 1: [^\n%z]*\n\n%*%*Decision%*%*: ')
  end, 5000)
  keys('<Esc>')
  await(function()
    return vim.fn.mode() == 'n'
  end)
  return fine, vim.inspect(table.concat(vim.api.nvim_buf_get_lines(0, 126, -1, false), '\n'))
end)

add('references in the quickfix list', function()
  edit('ROADMAP.md')
  on('Q4 2026 (Oct')
  vim.lsp.buf.references()
  local list = await(function()
    local list = vim.fn.getqflist()
    return #list >= 2 and list
  end)
  vim.cmd('cclose')
  return list
end)

add('rename of an initiative changes the project plan as well', function()
  edit('PROJECT_PLAN.md')
  local plan = vim.api.nvim_get_current_buf()
  edit('ROADMAP.md')
  on('Basin forecast')
  vim.lsp.buf.rename('Basin outlook')
  local here = await(function()
    return text():find('**Basin outlook**', 1, true)
  end)
  local there = await(function()
    return text(plan):find('**2. Basin outlook**', 1, true)
  end)
  return here and there, ('here %s, there %s'):format(here, there)
end)

add('code action', function()
  edit('ROADMAP.md')
  assert(await(finding('period-months-mismatch')))
  on('### Q2 2027 (Jul - Sep)')
  vim.cmd('normal! f(l')
  wanted = 'Write Apr'
  if number.minor >= 11 then
    keys('gra')
  else
    vim.lsp.buf.code_action()
  end
  local fine = await(function()
    return line(87):find('Apr - Jun', 1, true)
  end)
  wanted = nil
  return fine, line(87)
end)

add('format', function()
  edit('ROADMAP.md')
  local row = on('| Text message gateway')
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ range = { start = { row - 3, 0 }, ['end'] = { row, 5 } } })
  else
    vim.lsp.buf.range_formatting(nil, { row - 3, 0 }, { row, 5 })
  end
  return await(function()
    return line(row):find('| Runa Okafor   +|')
  end), line(row)
end)

add('gq still breaks lines', function()
  edit('ROADMAP.md')
  local row = on('**Tidewatch** exists')
  vim.bo.textwidth = 60
  keys('gqip')
  return await(function()
    return #line(row) <= 60
  end), vim.bo.formatexpr
end)

add('code lenses above headings', function()
  edit('ROADMAP.md')
  on('### Q1 2027')
  return await(function()
    vim.cmd('redraw') -- those that are in sight are told
    for _, lens in ipairs(vim.lsp.codelens.get(number.minor >= 12 and { bufnr = 0 } or 0)) do
      lens = lens.lens or lens
      if lens.command and lens.command.title:find('metric', 1, true) then
        return true
      end
    end
  end)
end)

add('a code lens opens its references', function()
  edit('ROADMAP.md')
  vim.fn.setqflist({}, ' ', { items = {} })
  vim.lsp.commands['pland.showReferences'](
    { title = '2 references', arguments = { vim.uri_from_bufnr(0), { line = 53, character = 10 } } },
    { client_id = served().id, bufnr = vim.api.nvim_get_current_buf() }
  )
  return await(function()
    return vim.bo.buftype == 'quickfix' and #vim.fn.getqflist() >= 2
  end)
end)

if vim.lsp.inlay_hint then
  add('inlay hints', function()
    edit('ROADMAP.md')
    return await(function()
      return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0
    end)
  end)
end

if vim.lsp.semantic_tokens then
  add('colours', function()
    edit('ROADMAP.md')
    local buf = vim.api.nvim_get_current_buf()
    return await(function()
      local at = vim.lsp.semantic_tokens.get_at_pos(buf, 53, 5)
      return at and #at > 0
    end)
  end)
end

add(':Pland completes its verbs and what follows them', function()
  local verbs = vim.fn.getcompletion('Pland ', 'cmdline')
  local kinds = vim.fn.getcompletion('Pland new r', 'cmdline')
  local rules = vim.fn.getcompletion('Pland why missing-m', 'cmdline')
  return vim.tbl_contains(verbs, 'timeline') and vim.deep_equal(kinds, { 'roadmap' })
    and vim.deep_equal(rules, { 'missing-metrics' }), vim.inspect({ verbs, kinds, rules })
end)

add(':Pland says what it cannot', function()
  said = nil
  vim.cmd('Pland brew')
  return said and said:find('no verb "brew"', 1, true), said
end)

add(':Pland done', function()
  edit('PROJECT_PLAN.md')
  local row = on('Threshold settled')
  vim.cmd('Pland done')
  return await(function()
    return line(row):find('- [x] Threshold', 1, true)
  end), line(row)
end)

add(':Pland done where there is nothing to do says so', function()
  edit('PROJECT_PLAN.md')
  on('## Active Blockers')
  said = nil
  vim.cmd('Pland done')
  return await(function()
    return said and said:find('nothing here can be marked as done', 1, true)
  end), said
end)

add(':Pland close from inside the period', function()
  edit('ROADMAP.md')
  on('6 pilot harbours read')
  vim.cmd('Pland close')
  return await(function()
    return text():find('\n### Q1 2027.*%*%*Self%-checking gauges%*%*.*\n### Q2 2027')
  end), text():sub(1900, 3200)
end)

add(':Pland reviewed from anywhere', function()
  edit('ROADMAP.md')
  on('Wave height')
  vim.cmd('Pland reviewed')
  return await(function()
    return text():find('**Last Updated**: 2026-12-01', 1, true)
  end), text():match('%*%*Last Updated[^\n]*')
end)

add(':Pland fix', function()
  edit('PROJECT_PLAN.md')
  assert(await(finding('malformed-checkbox')))
  vim.cmd('Pland fix')
  return await(function()
    return text():find('- [ ] Rolled out', 1, true)
  end)
end)

add(':Pland why', function()
  edit('ROADMAP.md')
  assert(await(finding('period-months-mismatch')))
  on('### Q2 2027 (Jul - Sep)')
  vim.cmd('Pland why')
  local shown = await(function()
    return select(2, float())
  end)
  keys('q')
  return shown and shown:find('period-months-mismatch', 1, true) and await(function()
    return not float()
  end), shown or said
end)

-- What a command puts into the quickfix list; nil where nothing comes.
local function listed(command)
  vim.fn.setqflist({}, ' ', { items = {} })
  vim.cmd(command)
  return await(function()
    local list = vim.fn.getqflist()
    return #list > 0 and list
  end)
end

add(':Pland check fills the quickfix list', function()
  edit('ROADMAP.md')
  local list = listed('Pland check')
  local found
  for i, item in ipairs(list or {}) do
    if item.text:find('impossible-date', 1, true) then
      vim.cmd('cc ' .. i)
      found = item
    end
  end
  return found and found.type == 'E' and name() == 'PROJECT_PLAN.md' and vim.fn.line('.') == 79
    and vim.fn.col('.') == 12, said or vim.inspect(found)
end)

add(':Pland find', function()
  edit('ROADMAP.md')
  local list = listed('Pland find kind:risk radio')
  return list and list[1].text:find('radio vendor', 1, true), vim.inspect(list)
end)

add(':Pland trace', function()
  edit('ROADMAP.md')
  on('Skipper alerts')
  local list = listed('Pland trace')
  local texts = vim.inspect(vim.tbl_map(function(item)
    return item.text
  end, list or {}))
  return texts:find('Self-checking gauges', 1, true), texts
end)

add(':Pland trace leads to each place once, and says what it cannot', function()
  edit('ROADMAP.md')
  on('Skipper alerts')
  local list = listed('Pland trace') or {}
  vim.cmd('cclose')
  local seen, right = {}, #list > 0
  for _, item in ipairs(list) do
    local key = item.bufnr .. ':' .. item.lnum
    local there = vim.api.nvim_buf_get_lines(item.bufnr, item.lnum - 1, item.lnum, false)[1] or ''
    right = right and not seen[key] and there:find(item.text, 1, true)
    seen[key] = true
  end
  edit('ROADMAP.md')
  heard = {}
  vim.cmd('Pland trace sideways')
  local complains = hears('not sideways')
  vim.cmd('new')
  vim.cmd('Pland trace')
  local absent = hears('file name')
  vim.cmd('bwipeout!')
  return right and complains and absent, vim.inspect({ list, heard })
end)

add(':Pland find from the quickfix window', function()
  edit('ROADMAP.md')
  vim.fn.setqflist({}, ' ', { items = {} })
  vim.cmd('copen')
  vim.cmd('Pland find kind:risk radio')
  local list = await(function()
    local list = vim.fn.getqflist()
    return #list > 0 and list
  end, 5000)
  return list and list[1].text:find('radio vendor', 1, true), vim.inspect({ list, heard })
end)

add(':Pland done in a buffer that cannot be changed says so', function()
  edit('PROJECT_PLAN.md')
  on('Threshold settled')
  vim.bo.modifiable = false
  heard = {}
  vim.cmd('Pland done')
  local told = hears('cannot be changed')
  vim.bo.modifiable = true
  return told
end)

add(':Pland check shows what is no report', function()
  edit('ROADMAP.md')
  vim.cmd('Pland check --help')
  local shown = await(function()
    return select(2, float())
  end, 5000)
  close_floats()
  heard = {}
  vim.cmd('Pland check --watch')
  return shown and shown:find('--format', 1, true) and hears('looks once'), shown or vim.inspect(heard)
end)

add(':Pland timeline follows edits of its document', function()
  edit('ROADMAP.md')
  local row, source = on('Basin forecast'), vim.api.nvim_get_current_buf()
  vim.cmd('Pland timeline')
  await(float, 5000)
  vim.api.nvim_buf_set_lines(source, 0, 0, false, { 'one', 'two', 'three' })
  vim.fn.search('Basin forecast')
  keys('<CR>')
  return await(function()
    return not float() and vim.fn.line('.') == row + 3
  end, 5000), vim.fn.line('.')
end)

if not vim.lsp.completion then
  add('a single offer of a section is there at once, the cursor at its end', function()
    edit('ROADMAP.md')
    local before = vim.o.completeopt
    vim.o.completeopt = 'menu,preview'
    on('## What We')
    keys('O### Decision 3<C-x><C-o>')
    local whole = await(function()
      return text():find('### Decision 3: [^\n%z]*\n\n%*%*Decision%*%*: ')
    end, 5000)
    keys('@@<Esc>')
    await(function()
      return vim.fn.mode() == 'n'
    end, 2000)
    vim.o.completeopt = before
    return whole and text():find('[^\n]@@\n+## What We'), text():match('### Decision 3.*## What We')
  end)
end

add('wrong settings are told', function()
  edit('ROADMAP.md')
  heard = {}
  local method, settings = 'workspace/didChangeConfiguration', { pland = { rules = { ignore = 5 } } }
  local running, before = served(), served().config.settings
  for _, one in ipairs({ running.config, running }) do
    pcall(function()
      one.settings = settings
    end)
  end
  require('pland.client').tell(running, method, { settings = settings })
  local told = hears('pland: wrong settings: "rules.ignore"')
  running.config.settings = before
  pcall(function()
    running.settings = before
  end)
  require('pland.client').tell(running, method, { settings = before })
  return told, vim.inspect(heard)
end)

add(':Pland extract makes a new file', function()
  edit('ROADMAP.md')
  on('### Decision 2')
  heard = {}
  vim.cmd('Pland extract')
  local record = uv.cwd() .. '/docs/decisions/0002-one-radio-vendor.md'
  local fine = await(function()
    local buf = vim.fn.bufnr('^' .. record .. '$')
    return buf > 0 and text(buf):find('One radio vendor', 1, true)
  end, 5000)
  vim.cmd('silent! bwipeout! ' .. record)
  os.remove(record)
  return fine, vim.inspect(heard)
end)

add('.config/pland.toml marks the folder of plans', function()
  edit('ROADMAP.md')
  vim.fn.mkdir('deep/.config', 'p')
  vim.fn.writefile({}, 'deep/.config/pland.toml')
  local buf = vim.fn.bufadd(uv.cwd() .. '/deep/PLAN.md')
  local root = require('pland.config').root(buf)
  vim.fn.delete('deep', 'rf')
  vim.cmd('bwipeout! ' .. buf)
  return root == uv.cwd() .. '/deep', root
end)

add(':Pland new', function()
  edit('ROADMAP.md')
  vim.cmd('Pland new decision --title Buoys before gauges')
  return await(function()
    return name() == '0002-buoys-before-gauges.md' and text():find('Buoys before gauges', 1, true)
  end), said
end)

add(':Pland timeline', function()
  edit('ROADMAP.md')
  on('### Q1 2027')
  said = nil
  vim.cmd('Pland timeline')
  local outcome = await(function()
    return select(2, float()) or said
  end)
  if said then
    return false, said
  end
  local wide = 0
  for _, drawn in ipairs(vim.split(outcome, '\n')) do
    wide = math.max(wide, vim.fn.strdisplaywidth(drawn))
  end
  if not outcome:find('Skipper alerts', 1, true) or wide > vim.o.columns then
    return false, outcome
  end
  -- It opened where the text's cursor is; Return leads back to what is under its cursor.
  local opened = vim.api.nvim_get_current_line()
  vim.fn.search('Basin forecast')
  keys('<CR>')
  return await(function()
    return not float() and vim.fn.line('.') == 78
  end) and opened:find('Q1 2027', 1, true), ('%s, %s'):format(opened, vim.fn.line('.'))
end)

add(':Pland timeline where there is none says so', function()
  edit('README.md')
  said = nil
  vim.cmd('Pland timeline')
  return await(function()
    return said
  end) and said:find('has a place in time', 1, true), said
end)

add(':Pland version', function()
  edit('ROADMAP.md')
  said = nil
  vim.cmd('Pland version')
  return await(function()
    return said and said:find('^pland %d') and said:find('running in this buffer', 1, true)
  end), said
end)

add(':Pland restart', function()
  edit('ROADMAP.md')
  local before = served().id
  vim.cmd('Pland restart')
  return await(function()
    local after = served()
    return after and after.id ~= before and finding('period-months-mismatch')()
  end)
end)

-- Kills the server as the system does, and waits until Neovim knows.
local function kill_server()
  local client = served()
  for _, child in ipairs(vim.api.nvim_get_proc_children(uv.os_getpid())) do
    local file = io.open(('/proc/%d/cmdline'):format(child))
    local command = file and file:read('*a') or ''
    if command:find('lsp%z$') then
      uv.kill(child, 9)
    end
  end
  return await(function()
    return not require('pland.client').of(0) and not vim.lsp.get_client_by_id(client.id)
  end, 5000)
end

add(':Pland restart after a crash serves all buffers, also those that were changed meanwhile', function()
  edit('PROJECT_PLAN.md')
  edit('ROADMAP.md')
  heard = {}
  if not kill_server() then
    return false, 'the server lives'
  end
  local told = hears('pland: the server ended (signal 9); :Pland restart')
  vim.api.nvim_buf_set_lines(0, 0, 1, false, { '# Roadmap' })
  vim.cmd('Pland restart')
  local here = await(served)
  vim.cmd('buffer PROJECT_PLAN.md')
  local there = await(served)
  edit('ROADMAP.md')
  assert(await(finding('period-months-mismatch')))
  on('### Q2 2027 (Jul - Sep)')
  keys('f(ci(Apr - Jun<Esc>')
  local follows = await(function()
    return line(87):find('Apr - Jun', 1, true) and not finding('period-months-mismatch')()
  end)
  vim.cmd('checkhealth pland')
  local shown = text()
  vim.cmd('silent! bwipeout!')
  return told and here and there and follows and shown:find('the server ended (signal 9)', 1, true),
    vim.inspect({ told, here and 1, there and 1, follows, shown })
end)

add('a program that is no pland, or none, is named each time', function()
  local config = require('pland.config')
  local cmd, shown = { config.options.cmd, vim.lsp.enable and vim.lsp.config.pland.cmd }, {}
  local function with(command)
    config.options.cmd = command
    if vim.lsp.enable then
      vim.lsp.config('pland', { cmd = command })
    end
  end
  local function restart(words)
    heard = {}
    vim.cmd('Pland restart')
    table.insert(shown, tostring(hears(words)))
  end
  edit('ROADMAP.md')
  with({ '/nowhere/pland', 'lsp' })
  restart('no program /nowhere/pland')
  restart('no program /nowhere/pland')
  with({ 'sh', '-c', 'exit 3' })
  restart('sh ended before it answered (exit code 3)')
  vim.cmd('checkhealth pland')
  table.insert(shown, text())
  vim.cmd('silent! bwipeout!')
  with(cmd[1])
  vim.cmd('Pland restart')
  local again = await(served)
  return again and not vim.tbl_contains(shown, 'nil') and shown[4]:find('sh is no pland', 1, true), vim.inspect(shown)
end)

add('a buffer without a name is served when it gets one', function()
  vim.cmd('enew')
  vim.bo.filetype = 'markdown'
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '# Plan', '', '[link](nowhere.md)' })
  said = nil
  vim.cmd('Pland timeline')
  local told = said
  local without = require('pland.client').of(0)
  vim.cmd('silent write NEW.md')
  local found = await(finding('broken-file-link'))
  vim.cmd('silent saveas NEWER.md')
  vim.api.nvim_buf_set_lines(0, 2, 3, false, { 'Some text', 'more', '', '[link](NEW.md)', '[link](none.md)' })
  local moved = await(function()
    local at = finding('broken-file-link')()
    return at and at.lnum == 6 and #vim.diagnostic.get(0) == 1
  end, 5000)
  local all = vim.diagnostic.get(0)
  vim.cmd('silent file NEWEST.md')
  vim.api.nvim_buf_set_lines(0, 2, 3, false, {})
  local again = await(function()
    local at = finding('broken-file-link')()
    return at and at.lnum == 5
  end, 5000)
  vim.cmd('silent! bwipeout! NEWEST.md')
  os.remove('NEW.md')
  os.remove('NEWER.md')
  return not without and found and moved and again
      and told == 'pland needs the buffer to have a file name: :write it first',
    vim.inspect({ told, without and 1, found and 1, moved, again, all })
end)

add(':Pland log', function()
  vim.cmd('Pland log')
  local fine = vim.api.nvim_buf_get_name(0):find('lsp%.log$')
  vim.cmd('tabclose')
  return fine
end)

add(':checkhealth pland', function()
  vim.cmd('checkhealth pland')
  local shown = text()
  vim.cmd('silent! bwipeout!')
  return shown:find('pland 0', 1, true) and shown:find(editor, 1, true) and not shown:find('ERROR', 1, true), shown
end)

add(':help pland', function()
  vim.cmd('help pland-verbs')
  local fine = text():find('*pland-verbs*', 1, true)
  vim.cmd('helpclose')
  return fine
end)

running = coroutine.create(function()
  vim.o.hidden, vim.o.swapfile, vim.o.completeopt = true, false, 'menuone,noselect'
  vim.o.columns, vim.o.lines, vim.o.more = 120, 40, false
  for _, one in ipairs(checks) do
    local ok, fine, why = pcall(one.run)
    check(one.what, ok and fine, ok and why or fine)
    if vim.fn.mode() ~= 'n' then
      keys('<C-e><Esc>')
      await(function()
        return vim.fn.mode() == 'n'
      end, 2000)
    end
    close_floats()
    restore()
  end
  vim.cmd(failed > 0 and 'cquit 1' or 'qall!')
end)
vim.defer_fn(resume, 50)

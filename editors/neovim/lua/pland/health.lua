-- `:checkhealth pland`.
local cli = require('pland.cli')
local config = require('pland.config')

-- The reports have had three names.
local ok, health = pcall(function()
  return vim.health
end)
if not ok or type(health) ~= 'table' then
  health = require('health')
end
local function report(name)
  return health[name] or health['report_' .. name]
end
local start, good, info = report('start'), report('ok'), report('info')
local warn, bad = report('warn'), report('error')

local function has(what, from, there)
  if there then
    good(what)
  else
    info(('%s: from Neovim %s on'):format(what, from))
  end
end

local M = {}

function M.check()
  start('pland: the program')
  local program = config.program()
  if vim.fn.executable(program) == 1 then
    local said = cli.lines({ '--version' })[1] or ''
    if vim.startswith(said, 'pland ') then
      good(('%s: %s'):format(program, said))
    else
      bad(program .. ' is no pland: --version does not answer "pland" and a number', {
        'Let `cmd` of setup() begin with the path of pland',
      })
    end
  else
    bad(program .. ' cannot be run', {
      'Put pland on your PATH, or say where it is: '
        .. "require('pland').setup { cmd = { '/path/to/pland', 'lsp' } }",
    })
  end

  local ended = require('pland.client').end_of_last
  if ended then
    warn('Last time ' .. ended, { ':Pland restart starts it, :Pland log shows what it said' })
  end

  start('pland: this Neovim')
  local version = vim.version()
  local name = ('Neovim %d.%d.%d'):format(version.major, version.minor, version.patch)
  if vim.fn.has('nvim-0.8') == 1 then
    good(name)
  else
    warn(name .. ': its client knows less than those of 0.8 and later; see :help pland-versions')
  end
  good('Findings, completion, hover, definition, references, rename, actions, lenses')
  has('Colours of what a plan says (semantic tokens)', '0.9', vim.lsp.semantic_tokens ~= nil)
  has('Inlay hints', '0.10', vim.lsp.inlay_hint ~= nil)
  has('Sections are completed with places to jump to', '0.11', vim.lsp.completion ~= nil)
  has("vim.lsp.enable('pland')", '0.11', vim.lsp.enable ~= nil)
  local typing = vim.lsp.on_type_formatting ~= nil
  has('Lists and tables go on while one types (format_while_typing)', '0.12', typing)

  start('pland: buffers')
  local client, served = require('pland.client'), 0
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    local running = vim.api.nvim_buf_is_loaded(buf) and client.of(buf)
    if running then
      served = served + 1
      local file = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buf), ':~:.')
      file = file ~= '' and file or 'a buffer without a name'
      good(('%s, in %s'):format(file, running.config.root_dir or 'no folder of plans'))
    end
  end
  if served == 0 then
    info("None: open a Markdown file, after require('pland').setup() or vim.lsp.enable('pland')")
  end
end

return M

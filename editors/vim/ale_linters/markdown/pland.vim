" ALE starts pland by this file, found on 'runtimepath'. `g:ale_markdown_pland_executable` says
" where the program is, if it is not on PATH; `g:ale_markdown_pland_options` what it is told.
call ale#Set('markdown_pland_executable', 'pland')
call ale#Set('markdown_pland_options', {})

" The folder of the plans: that of pland.toml, else of the repository, else of the file.
function! ale_linters#markdown#pland#GetProjectRoot(buffer) abort
  let l:settings = ale#path#FindNearestFile(a:buffer, 'pland.toml')
  if !empty(l:settings)
    return fnamemodify(l:settings, ':h')
  endif
  let l:repository = ale#path#FindNearestDirectory(a:buffer, '.git')
  if !empty(l:repository)
    return fnamemodify(l:repository, ':h:h')
  endif
  return fnamemodify(bufname(a:buffer), ':p:h')
endfunction

call ale#linter#Define('markdown', {
\ 'name': 'pland',
\ 'lsp': 'stdio',
\ 'executable': {buffer -> ale#Var(buffer, 'markdown_pland_executable')},
\ 'command': '%e lsp',
\ 'project_root': function('ale_linters#markdown#pland#GetProjectRoot'),
\ 'initialization_options': {buffer -> ale#Var(buffer, 'markdown_pland_options')},
\})

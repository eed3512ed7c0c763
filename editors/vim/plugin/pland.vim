" For Vim with ALE or with vim-lsp: this folder on 'runtimepath' is all they need. ALE finds the
" server in ale_linters/markdown/pland.vim, vim-lsp is told of it here.
if exists('g:loaded_pland')
  finish
endif
let g:loaded_pland = 1

" The folder of the plans of a file: the nearest one with pland.toml, else with .git, else its own.
function! s:folder() abort
  let l:file = expand('%:p')
  let l:settings = findfile('pland.toml', fnamemodify(l:file, ':h') . ';')
  if !empty(l:settings)
    return fnamemodify(l:settings, ':p:h')
  endif
  let l:repository = finddir('.git', fnamemodify(l:file, ':h') . ';')
  return empty(l:repository) ? fnamemodify(l:file, ':h') : fnamemodify(l:repository, ':p:h:h')
endfunction

augroup pland
  autocmd!
  " Vim's own file type plugin completes HTML tags in Markdown.
  autocmd FileType markdown if exists('g:loaded_ale') | setlocal omnifunc=ale#completion#OmniFunc | endif
  autocmd User lsp_setup call lsp#register_server({
  \ 'name': 'pland',
  \ 'cmd': ['pland', 'lsp'],
  \ 'root_uri': {server -> lsp#utils#path_to_uri(s:folder())},
  \ 'allowlist': ['markdown'],
  \})
  autocmd User lsp_buffer_enabled if &filetype is# 'markdown' | setlocal omnifunc=lsp#complete | endif
augroup END

# For kakrc, behind `eval %sh{kak-lsp}` (kakoune-lsp 18 or later). `pland` is on PATH, or `command`
# says where it is.
remove-hooks global lsp-filetype-markdown
hook -group lsp-filetype-markdown global BufSetOption filetype=markdown %{
    set-option buffer lsp_servers %{
        [pland]
        command = "pland"
        args = ["lsp"]
        root_globs = ["pland.toml", ".git", ".hg"]
        settings_section = "pland"
    }
}
hook -group pland global WinSetOption filetype=markdown %{
    lsp-enable-window
}

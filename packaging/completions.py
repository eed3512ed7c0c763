#!/usr/bin/env python3
"""Writes the completions of bash, zsh and fish: completions.py PLAND FOLDER makes pland.bash,
_pland and pland.fish there. Nothing is run while somebody completes, but git for revisions."""
import pathlib
import sys

import commands

MADE = "made by packaging/completions.py of what `pland --help` says"
REVISIONS = "git for-each-ref --format='%(refname:short)' 2>/dev/null"
PATHS = {"FILE", "FILES", "PATH", "PATHS"}


def quoted(text):
    """As one word of a shell; fish reads a backslash and a quote in it as we write them."""
    return "'" + text.replace("'", "'\\''") + "'"


# -- bash ------------------------------------------------------------------------------------------
def bash_words(what, values, lists=False):
    """The statement that completes the word at hand."""
    if lists and values:
        return f"_pland_list {quoted(' '.join(values))}"
    if values:
        return f"_pland_words {quoted(' '.join(values))}"
    if what in PATHS:
        return "_pland_files"
    return f'_pland_words "$({REVISIONS})"' if what == "REV" else ":"


def bash(root):
    verbs, values, rest = [], [], []
    for verb in root.walk():
        at = " ".join(verb.words)
        if verb.words:
            parent = " ".join(verb.words[:-1])
            verbs.append(quoted(f"{parent}:{verb.words[-1]}"))
        for flag in verb.flags:
            if flag.value:
                patterns = " | ".join(quoted(f"{at}:{name}") for name in flag.names)
                values.append(f"    {patterns}) "
                              f"{bash_words(flag.value, flag.choices, flag.value == 'RULES')}; return ;;")
        names = " ".join(name for flag in verb.flags for name in flag.names)
        words = " ".join(child.words[-1] for child in verb.verbs)
        body = [bash_words(each.name, each.choices) for each in verb.positionals[:1]]
        if words:
            body = [f"_pland_words {quoted(words)}"]
        rest.append(f"    {quoted(at)}) if [[ $cur == -* ]]; then _pland_words {quoted(names)};"
                    f" else {(body or [':'])[0]}; fi ;;")
    return f"""# bash completion for pland; {MADE}
_pland_words() {{ mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }}
_pland_files() {{
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}}
_pland_list() {{
  local before=''
  [[ $cur != *,* ]] || before=${{cur%,*}},
  compopt -o nospace 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${{cur##*,}}")
}}
_pland() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} verb='' i
  COMPREPLY=()
  # --flag=value comes as three words.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]] && ((COMP_CWORD > 1)); then
    prev=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "$verb:${{COMP_WORDS[i]}}" in
      {' | '.join(verbs)}) verb="${{verb:+$verb }}${{COMP_WORDS[i]}}" ;;
    esac
  done
  case "$verb:$prev" in
{chr(10).join(values)}
  esac
  case $verb in
{chr(10).join(rest)}
  esac
}}
complete -F _pland pland
"""


# -- zsh -------------------------------------------------------------------------------------------
def zsh_text(text):
    for special in "\\[]:":
        text = text.replace(special, "\\" + special)
    return text


def zsh_values(what, values):
    if what == "RULES":
        return f"_values -s , rule {' '.join(values)}"
    if values:
        return f"({' '.join(values)})"
    if what in PATHS:
        return "_files"
    return f'{{compadd -- $({REVISIONS})}}' if what == "REV" else " "


def zsh_arguments(verb):
    for flag in verb.flags:
        value = f":{flag.value}:{zsh_values(flag.value, flag.choices)}" if flag.value else ""
        others = f"({' '.join(flag.names)})" if len(flag.names) > 1 else ""
        # One that may be given again: a format for each output file.
        repeated = "*" if flag.value in ("FORMAT", "RULES", "FILE") and not others else ""
        for name in flag.names:
            equals = "=" if flag.value and name.startswith("--") else ""
            yield quoted(f"{others}{repeated}{name}{equals}[{zsh_text(flag.says)}]{value}")
    if not verb.verbs:
        for each in verb.positionals:
            star = "*" if each.repeats else ""
            yield quoted(f"{star}:{each.name}:{zsh_values(each.name, each.choices)}")


def zsh(root):
    out = [f"#compdef pland\n# zsh completion for pland; {MADE}\n"]
    for verb in reversed(list(root.walk())):
        name = "_".join(["_pland", *verb.words])
        arguments = " \\\n    ".join(zsh_arguments(verb))
        if not verb.verbs:
            out.append(f"{name}() {{\n  _arguments -s -S \\\n    {arguments}\n}}\n")
            continue
        listed = "\n      ".join(quoted(f"{each.words[-1]}:{zsh_text(each.says)}")
                                 for each in verb.verbs)
        out.append(f"""{name}() {{
  local context curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -s -S \\
    {arguments} \\
    ':verb:->verb' '*::argument:->rest'
  case $state in
    verb)
      local -a verbs=(
      {listed}
      )
      _describe verb verbs ;;
    rest) (( ! $+functions[{name}_$line[1]] )) || {name}_$line[1] ;;
  esac
}}
""")
    return "\n".join(out) + '\n_pland "$@"\n'


# -- fish ------------------------------------------------------------------------------------------
def fish_quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish(root):
    verbs = " ".join(fish_quoted(":".join([" ".join(verb.words[:-1]), verb.words[-1]]))
                     for verb in root.walk() if verb.words)
    out = [f"""# fish completion for pland; {MADE}
# Whether the verb so far is that of the arguments.
function __pland_at
    set -l verb ''
    for word in (commandline -opc)[2..]
        switch "$verb:$word"
            case {verbs}
                set verb (string trim -- "$verb $word")
        end
    end
    test "$verb" = "$argv"
end
complete -c pland -f"""]
    for verb in root.walk():
        at = f"complete -c pland -n {fish_quoted(' '.join(['__pland_at', *verb.words]))}"
        for child in verb.verbs:
            out.append(f"{at} -a {child.words[-1]} -d {fish_quoted(child.says)}")
        for flag in verb.flags:
            line = at
            for name in flag.names:
                line += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
            if flag.value == "RULES":
                line += f" -x -a '(__fish_append , {' '.join(flag.choices)})'"
            elif flag.choices:
                line += f" -x -a {fish_quoted(' '.join(flag.choices))}"
            elif flag.value in PATHS:
                line += " -r -F"
            elif flag.value == "REV":
                line += f" -x -a {fish_quoted('(' + REVISIONS + ')')}"
            elif flag.value:
                line += " -x"
            out.append(f"{line} -d {fish_quoted(flag.says)}")
        for each in [] if verb.verbs else verb.positionals[:1]:
            if each.choices:
                out.append(f"{at} -a {fish_quoted(' '.join(each.choices))}")
            elif each.name in PATHS:
                out.append(f"{at} -F")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    table = commands.read(sys.argv[1])
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in {"pland.bash": bash(table), "_pland": zsh(table), "pland.fish": fish(table)}.items():
        (folder / file).write_text(text, encoding="utf-8")

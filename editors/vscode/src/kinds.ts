// What `pland kinds` and `pland new` print, read.
export interface Kind {
  name: string;
  title: string;
  files: string;
}

// The table that `pland kinds` prints. Lines that begin with spaces say where a kind comes from.
export function kindsOf(printed: string): Kind[] {
  return printed.split(/\r?\n/).flatMap((line) => {
    const columns = /^(\S+)\s{2,}(\S.*?)(?:\s{2,}(\S.*))?$/.exec(line);
    if (!columns) return [];
    return [{ name: columns[1]!, title: columns[2]!, files: columns[3]?.trim() ?? "" }];
  });
}

// What `pland new` says that it wrote.
export function writtenTo(printed: string): string | undefined {
  return /^Wrote (.+?); what stands/.exec(printed)?.[1];
}

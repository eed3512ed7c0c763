// Which program is the server, and how it is asked for something that is no question of the protocol.
//
// What the user names comes first, then what the extension brings, then what is on PATH. A setting
// of an untrusted workspace never arrives here (package.json: restrictedConfigurations), and of PATH
// only absolute folders count, so that no folder that was opened can slip a program in.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";

export interface Program {
  path: string;
  from: "setting" | "extension" | "PATH";
}

export interface Places {
  setting: string | undefined; // pland.server.path, as the user wrote it
  extension: string; // the folder of the extension
  PATH: string | undefined;
  platform: NodeJS.Platform;
}

// Says what to do, for the user to read.
export class NoProgram extends Error {}

export async function findProgram(places: Places): Promise<Program> {
  const name = places.platform === "win32" ? "pland.exe" : "pland";
  const said = places.setting?.trim();
  if (said) {
    const named = said.replace(/^~(?=$|[\\/])/, homedir());
    if (!path.isAbsolute(named))
      throw new NoProgram(
        `The setting "pland.server.path" must be an absolute path; it is "${said}".`,
      );
    if (await isProgram(named)) return { path: named, from: "setting" };
    throw new NoProgram(
      `The setting "pland.server.path" names no program that can be run: "${said}".`,
    );
  }
  const brought = path.join(places.extension, "server", name);
  if (await isProgram(brought)) return { path: brought, from: "extension" };
  for (const folder of (places.PATH ?? "").split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    const found = path.join(folder, name);
    if (await isProgram(found)) return { path: found, from: "PATH" };
  }
  throw new NoProgram(
    'The program "pland" was not found. Install it so that it is on PATH, or name it in the setting "pland.server.path".',
  );
}

// A folder may be "executed" too, which is to enter it.
async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

// What the program prints. Rejects with its last words on stderr.
export function ask(program: string, args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, timeout: 20_000, maxBuffer: 16 << 20 }, (error, out, err) => {
      if (error) reject(new Error(err.trim().replace(/^pland: /, "") || error.message));
      else resolve(out);
    });
  });
}

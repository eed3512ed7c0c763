// Holds the SARIF log on standard input against the official schema, which a package of Microsoft's
// brings along (npm ci in tests/). Prints what is wrong; exit code 1 if anything is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import Ajv from "ajv-draft-04";

const require = createRequire(import.meta.url);
const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

// Formats (uri, date-time) are left to others; the shape is what is asked about. One pattern of the schema
// is none with the flag "u".
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false });
const validate = ajv.compile(schema);
if (!validate(JSON.parse(readFileSync(0, "utf8")))) {
  for (const error of validate.errors) console.log(`${error.instancePath}: ${error.message}`);
  process.exit(1);
}

// Writes slug_headings.txt: about a thousand made-up headings with the slugs that npm's
// github-slugger gives them, so that the C++ test needs no Node. To renew it:
//   npm pack github-slugger@2.0.0 && tar xzf github-slugger-2.0.0.tgz
//   node slug_headings.mjs ./package/index.js > slug_headings.txt
// A line is: heading TAB slug TAB slug numbered within its block. An empty line ends a block (one
// block is one document).
import {pathToFileURL} from 'node:url'

const {default: GithubSlugger, slug} = await import(pathToFileURL(process.argv[2]))

let state = 20250401
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const pick = (list) => list[random(list.length)]

const words = (
  'Roadmap Vision Statement Strategic Themes Theme 1 2 3 10 Goals Risks Q1 Q2 2025 2026+ H1 v1.2.0 ' +
  'NOT Doing Why API OAuth2 C++ C# .NET node.js snake_case kebab-case camelCase README.md p95 ' +
  '99.9% $5k 50/50 A/B e.g. i.e. foo Foo FOO foo-1 Foo-1 bar baz and the of for [SYNC-007] (Jan ' +
  'Mar) `code` **bold** _under_ ~~gone~~ <T> {x} "quoted" it\'s it’s “curly” ‘single’ …'
).split(' ')
const foreign = (
  'Café naïve Übersicht Straße GROẞ İstanbul ISPARTA ΟΔΟΣ ΣΊΣΥΦΟΣ Σ ΑΣ. Дорожная КАРТА Řízení ' +
  'Đường Việt Ação Ñandú Œuvre Æon ½ ¾ ² ³ ¹ ª º µ Ⅳ ⅷ ① Ⓐ ⓑ 🄰 🅰 🅿️ ٣ ४ 零 一二三 路线图 ロードマップ 로드맵 ' +
  'हिन्दी ไทย עברית العربية Å e\u0301 n\u0303 a\u200Db a\u200Cb a\u00ADb ﬁn ＡＢＣ １２ ʻokina ʼ ꞏ ‿ ⁀ ＿ ·'
).split(' ')
const pictures = (
  '📍 ✅ ❌ ⚠️ ⚠ 🚀 🎯 📚 🗺️ 👩‍💻 👍🏽 🇩🇪 1️⃣ #️⃣ ✓ ✗ ☐ ★ → ← ↔️ — – ‑ − • § © ™ ° € £ ¥ ≥ ≤ ≈ ∞ \uF8FF'
).split(' ')
const joints = [' ', ' ', ' ', ' ', ' ', '  ', '-', '--', '_', ': ', ', ', '. ', ' & ', ' / ', '/',
                ' - ', ' — ', '–', '\u00A0', '\u3000', '\u2009', '']

const lines = []
for (let block = 0; block < 50; ++block) {
  const slugger = new GithubSlugger()
  const earlier = []
  for (let i = 0; i < 20; ++i) {
    let heading = ''
    if (earlier.length > 2 && random(4) === 0) {
      heading = pick(earlier) + pick(['', '', '', ' 1', '-1', ' 2', '!', '?'])
    } else {
      const length = 1 + random(5)
      for (let word = 0; word < length; ++word) {
        const kind = random(10)
        heading += (word ? pick(joints) : '') + pick(kind < 5 ? words : kind < 8 ? foreign : pictures)
      }
    }
    earlier.push(heading)
    lines.push(`${heading}\t${slug(heading)}\t${slugger.slug(heading)}`)
  }
  lines.push('')
}
process.stdout.write(lines.join('\n') + '\n')

// Looks at the built site: each link leads to a page and a heading that are there, and nothing is fetched from elsewhere.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = join(dirname(fileURLToPath(import.meta.url)), 'dist')
const pages = readdirSync(dist, { recursive: true }).filter(name => name.endsWith('.html'))
const texts = new Map(pages.map(page => [page, readFileSync(join(dist, page), 'utf8')]))
const faults = []

function attributes(text, name) {
  return [...text.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(found => found[1])
}

function pageOf(page, path) {
  const file = path === '' ? page : normalize(path.startsWith('/') ? path.slice(1) : join(dirname(page), path))
  return file === '' || file === '.' ? 'index.html' : file.endsWith('/') ? file + 'index.html' : file
}

function check(page, href) {
  const [path, anchor] = href.split('#')
  const target = pageOf(page, decodeURI(path))
  const file = existsSync(join(dist, target)) ? target : target + '.html'
  if (!existsSync(join(dist, file))) {
    faults.push(`${page}: ${href} leads nowhere`)
  } else if (anchor && !attributes(texts.get(file) ?? '', 'id').includes(decodeURIComponent(anchor))) {
    faults.push(`${page}: ${file} has no heading #${anchor}`)
  }
}

for (const [page, text] of texts) {
  attributes(text, 'href').filter(href => !/^[a-z]+:/.test(href)).forEach(href => check(page, href))
  const fetched = [...attributes(text, 'src'), ...[...text.matchAll(/<link[^>]*\shref="([^"]*)"/g)].map(found => found[1])]
  fetched.filter(from => /^([a-z]+:)?\/\//.test(from)).forEach(from => faults.push(`${page}: fetches ${from}`))
}
for (const style of readdirSync(dist, { recursive: true }).filter(name => name.endsWith('.css'))) {
  if (/url\(["']?(https?:)?\/\//.test(readFileSync(join(dist, style), 'utf8'))) {
    faults.push(`${style}: fetches from elsewhere`)
  }
}
faults.forEach(fault => console.error(fault))
console.log(`${pages.length} pages, ${faults.length} faults`)
process.exit(faults.length === 0 ? 0 : 1)

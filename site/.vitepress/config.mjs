import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { indentedCode, repositoryLinks } from './markdown.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

const chosen = {
  'Start': ['README.md', 'docs/guide.md', 'docs/configuration.md', 'docs/spring-boot.md', 'docs/testing.md'],
  'Know what holds': ['docs/guarantees.md', 'SECURITY.md', 'docs/model/README.md'],
  'Run it': ['docs/operating.md', 'docs/kubernetes.md', 'docs/metrics.md', 'docs/storage.md'],
  'Choose': ['docs/comparison.md', 'docs/migration.md', 'docs/performance.md'],
  'Change it': ['docs/architecture.md', 'docs/internals.md', 'docs/mutation.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  'Decisions': pagesIn('docs/decisions')
}
const more = [...pagesIn('docs'), ...pagesIn('docs/model')].filter(page => !Object.values(chosen).flat().includes(page))
const groups = Object.entries({ ...chosen, 'More': more }).filter(([, pages]) => pages.length > 0)

function pagesIn(folder) {
  return readdirSync(join(root, folder)).filter(name => name.endsWith('.md')).sort().map(name => `${folder}/${name}`)
}

function title(page) {
  const first = /^# (.*)$/m.exec(readFileSync(join(root, page), 'utf8'))
  return page === 'README.md' ? 'What it is' : first[1]
}

function link(page) {
  return '/' + page.replace(/README\.md$/, '').replace(/\.md$/, '')
}

export default defineConfig({
  title: 'Pogo',
  description: 'A distributed supervisor for the JVM on ZooKeeper',
  srcDir: '..',
  srcExclude: ['**/target/**', 'site/**', 'pogo-*/**', 'deploy/**', '.*/**'],
  rewrites: { 'README.md': 'index.md', ':folder(.*)/README.md': ':folder/index.md' },
  outDir: './dist',
  cacheDir: './node_modules/.vitepress',
  // The pages are beside this folder, and their libraries are in it.
  vite: { resolve: { alias: [{ find: /^vue($|\/)/, replacement: join(root, 'site/node_modules/vue') + '$1' }] } },
  markdown: { config: md => md.use(indentedCode).use(repositoryLinks(root)) },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: groups.map(([text, pages]) => ({
      text,
      collapsed: text === 'Decisions',
      items: pages.map(page => ({ text: title(page), link: link(page) }))
    }))
  }
})

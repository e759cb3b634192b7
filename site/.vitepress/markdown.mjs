import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const ELSEWHERE = /^([a-z]+:|#|\/)/

/** Shows indented code as fenced code is shown. */
export function indentedCode(md) {
  md.renderer.rules.code_block = (tokens, index, ...others) => {
    tokens[index].info = 'text'
    return md.renderer.rules.fence(tokens, index, ...others)
  }
}

/**
 * Adapts the links of the documents, which are written for readers of the repository: those to folders and sources
 * become plain text, since the site has no such pages, and those to a README lead to the page that stands for it.
 */
export function repositoryLinks(root) {
  return md => md.core.ruler.push('repository-links', state => {
    for (const token of state.tokens) {
      let plain = false
      token.children = token.children?.filter(part => {
        if (part.type === 'link_open') {
          plain = !adapt(part, state.env.path ?? '', root)
          return !plain
        }
        if (part.type === 'link_close' && plain) {
          plain = false
          return false
        }
        return true
      }) ?? token.children
    }
  })
}

/** Returns whether the link stays one. */
function adapt(link, page, root) {
  const href = link.attrGet('href') ?? ''
  if (ELSEWHERE.test(href)) {
    return true
  }
  const [target, anchor] = href.split('#')
  const file = join(dirname(page), target)
  if (!existsSync(file)) {
    throw new Error(`${relative(root, page)} links to ${target}, which does not exist`)
  }
  if (!target.endsWith('.md')) {
    return false
  }
  link.attrSet('href', target.replace(/README\.md$/, 'index.md') + (anchor === undefined ? '' : '#' + anchor))
  return true
}

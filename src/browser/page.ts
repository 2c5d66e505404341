const skipped = 'head,script,style,textarea,input,select,[contenteditable],[data-ringpath-skip]';

/** Nodes between two breaks: a few ms on a slow phone, where a task of 50 ms counts as long. */
const slice = 2_000;

const attributes = ['href', 'alt', 'aria-label'];

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** A `tel:` address with what `link` answers for its number; what stands behind, an extension or a pause, stays. */
export const relink = (href: string, link: (number: string) => string | undefined): string =>
  href.replace(/^tel:([^;,]+)/i, (all, number: string) => {
    // decodeURIComponent would throw where somebody encoded badly.
    const after = link(unescape(number));
    return after ? `tel:${after}` : all;
  });

/**
 * The page's numbers: text, labels and `tel:` links, now and as they come. `rewrite` is given a text and
 * answers what shall stand there; `link` is given the number of a link and answers the one to dial, or
 * nothing. Looking twice changes nothing, so our own writes may come by again.
 */
export const createPage = (
  rewrite: (text: string) => string,
  link: (number: string) => string | undefined,
) => {
  const queue = new Set<Node>();
  const roots = new Set<Node>();
  /** What the page wrote and what we made of it, by attribute; a text's own under no name. */
  const written = new WeakMap<Node, Record<string, readonly [was: string, after: string]>>();
  let walker: TreeWalker | null = null;
  /** Nodes before the next break; 0 while it lasts. */
  let left = slice;
  /** How often we were called in this task. */
  let calls = 0;

  const renew = (node: Node, name: string): void => {
    const now = isElement(node) ? node.getAttribute(name) : node.nodeValue;
    if (!now) return;
    const memory = written.get(node) || {};
    const [was, before] = memory[name] || [now];
    // Always from the page's own words: out of ours its number could not be told for certain.
    const own = now === before ? was : now;
    const after = name === 'href' ? relink(own, link) : rewrite(own);
    if (after === now) return;
    memory[name] = [own, after];
    written.set(node, memory);
    if (isElement(node)) node.setAttribute(name, after);
    else node.nodeValue = after;
  };

  const next = (): Node | undefined => {
    const node = walker ? walker.nextNode() : null;
    if (node) return node;
    walker = null;
    for (const root of queue) {
      // Out first: what changes from here on is to be looked at again.
      queue.delete(root);
      const element = isElement(root) ? root : root.parentElement;
      if (element?.closest(skipped)) continue;
      walker = document.createTreeWalker(root, 5, (each) =>
        isElement(each) && each.matches(skipped) ? 2 : 1,
      );
      return root;
    }
    return undefined;
  };

  const work = (): void => {
    while (left) {
      const node = next();
      if (!node) return;
      if (isElement(node)) for (const name of attributes) renew(node, name);
      else if (node.nodeType === 3) renew(node, '');
      left -= 1;
      if (!left)
        setTimeout(() => {
          left = slice;
          work();
        });
    }
  };

  const observer = new MutationObserver((records) => {
    if (!calls)
      setTimeout(() => {
        calls = 0;
      });
    calls += 1;
    // A page that writes its number back each time we change it would else never let go.
    if (calls > 999) return;
    for (const { type, target, addedNodes } of records) {
      if (type === 'childList') for (const node of addedNodes) queue.add(node);
      else queue.add(target);
    }
    work();
  });

  return {
    /** Looks at everything added so far. */
    scan: (): void => {
      for (const root of roots) {
        if (root.isConnected) queue.add(root);
        else roots.delete(root);
      }
      work();
    },
    /** Adds a document or a tree of its own, such as a shadow root. */
    add: (root: Node): void => {
      observer.observe(root, {
        subtree: true,
        childList: true,
        characterData: true,
        attributeFilter: attributes,
      });
      roots.add(root);
      queue.add(root);
      work();
    },
  };
};

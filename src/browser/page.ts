const skipped =
  'head,script,style,noscript,template,textarea,input,select,[contenteditable],[data-ringpath-skip]';

const watched: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributeFilter: ['href'],
};

/**
 * The page's numbers: text and `tel:` links, now and as they come. `rewrite` is given a text and answers
 * what shall stand there; `link` is given the number of a link and answers the one to dial, or null.
 */
export const createPage = (rewrite: (text: string) => string, link: (number: string) => string | null) => {
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      const after = rewrite(node.data);
      if (after !== node.data) node.data = after;
    } else if (node instanceof HTMLAnchorElement) {
      // An extension or a pause behind the number stays.
      const [, number, rest] = /^tel:([^;,]+)(.*)/i.exec(node.getAttribute('href') ?? '') ?? [];
      if (number) {
        const after = link(number.replace(/%2b/i, '+').replace(/%\w\w/g, ' '));
        if (after && after !== number) node.setAttribute('href', `tel:${after}${rest}`);
      }
    }
  };

  const scan = (node: Node): void => {
    const element = node instanceof Element ? node : node.parentElement;
    if (element?.closest(skipped)) return;
    visit(node);
    const walker = document.createTreeWalker(node, 5, (each) =>
      each instanceof Element && each.matches(skipped) ? 2 : 1,
    );
    while (walker.nextNode()) visit(walker.currentNode);
  };

  const handle = (records: readonly MutationRecord[]): void => {
    for (const { type, target, addedNodes } of records) {
      if (type === 'childList') addedNodes.forEach(scan);
      else scan(target);
    }
    // Our own writes are no news.
    observer.takeRecords();
  };

  const observer = new MutationObserver((records) => {
    try {
      handle(records);
    } catch {
      // The page keeps the number it has.
    }
  });
  const roots = new Set<Node>();

  return {
    /** Looks at everything added so far. */
    scan: (): void => {
      // What the page changed in this moment would else be dropped with our own writes.
      handle(observer.takeRecords());
      roots.forEach(scan);
      observer.takeRecords();
    },
    /** Adds a document or a tree of its own, such as a shadow root. */
    add: (root: Node): void => {
      roots.add(root);
      observer.observe(root, watched);
    },
  };
};

const skipped = 'head,script,style,textarea,input,select,[contenteditable],[data-ringpath-skip]';

/** Enough digits close together for a number. Nearly all text of a page ends here. */
const numbered = /(\d\D{0,3}){7}/;

const labels = ['alt', 'aria-label'];
const names = ['href', ...labels];

/** Elements whose whole content is one number, in however many pieces. */
const whole = '[data-ringpath-number]';

const labelled = (narrowed: (name: string) => string): string =>
  `[href^="tel:" i],${whole},${labels.map((name) => `[${name}]${narrowed(name)}`)}`;

let worthALook = labelled(() => '');
try {
  // Of thousands of labels few have a digit, and each one handed out costs more than the browser's own look.
  const withDigit = labelled((name) => `:is(${[...'0123456789'].map((digit) => `[${name}*="${digit}"]`)})`);
  document.head.matches(withDigit);
  worthALook = withDigit;
} catch {
  // A browser of before 2021 does not know `:is`.
}

/** A text, an attribute, or an element that is to be taken for one text. */
interface Words extends Node {
  textContent: string;
  readonly ownerElement?: Element | null;
}

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
  /** Texts and attributes to be looked at. */
  const queue = new Set<Words>();
  /** Those that had something like a number when they were. */
  const noted = new Set<Words>();
  const written = new WeakMap<Words, readonly [was: string, after: string]>();
  /**
   * To be rewritten before the next break; 0 while it lasts. So many take a few ms on a slow phone, where a
   * task of 50 ms counts as long.
   */
  let left = 1_000;
  /** How often we were called in this task. */
  let calls = 0;

  const renew = (words: Words): void => {
    const now = words.textContent;
    const element = words.ownerElement || words.parentElement;
    if (element?.closest(skipped)) return;
    noted.add(words);
    const [was, before] = written.get(words) || [now];
    // Always from the page's own words: out of ours its number could not be told for certain.
    const own = now === before ? was : now;
    const after = words.nodeName === 'href' ? relink(own, link) : rewrite(own);
    if (after === now) return;
    written.set(words, [own, after]);
    words.textContent = after;
  };

  const look = (root: Node): void => {
    // Both are far quicker than a walk over everything, of which next to nothing has a number.
    const walker = document.createTreeWalker(root, 4);
    for (let node: Node | null = root; node; node = walker.nextNode())
      // Only texts have a length. Reading one costs more than that.
      if ((node as Text).length > 6 && numbered.test((node as Text).data)) queue.add(node as Words);
    const below = (root as Element).children ? (root as Element).querySelectorAll(worthALook) : [];
    for (const element of [root as Element, ...below])
      if (element.matches) {
        if (element.matches(whole)) queue.add(element as Words);
        // Most labels have no number, and an attribute nobody asked for is no object yet.
        for (const name of names)
          if (numbered.test(element.getAttribute(name) || ''))
            queue.add(element.getAttributeNode(name) as Node as Words);
      }
  };

  const work = (): void => {
    for (const words of queue) {
      if (!left) return;
      // Out first: what changes from here on is to be looked at again.
      queue.delete(words);
      renew(words);
      left -= 1;
      if (!left)
        setTimeout(() => {
          left = 1_000;
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
    if (calls > 500) return;
    for (const { type, target, addedNodes } of records) {
      if (type === 'childList') addedNodes.forEach(look);
      else look(target);
    }
    work();
  });

  return {
    /** Looks anew at every number. */
    scan: (): void => {
      for (const words of noted) if ((words.ownerElement || words).isConnected) queue.add(words);
      noted.clear();
      work();
    },
    /** Adds a document or a tree of its own, such as a shadow root. */
    add: (root: Node): void => {
      observer.observe(root, {
        subtree: true,
        childList: true,
        characterData: true,
        attributeFilter: names,
      });
      look(root);
      work();
    },
  };
};

import { createApp, h, ref } from 'vue';

createApp({
  setup: () => {
    const count = ref(0);
    return () =>
      h('main', [
        h('p', { id: 'text' }, [`Call (212) 555-0100, ${count.value} waiting`, h('b', count.value)]),
        h(
          'a',
          {
            id: 'link',
            href: `tel:+12125550100;ext=${count.value}`,
            'aria-label': `Call 212-555-0100, ${count.value}`,
          },
          'Ring',
        ),
        count.value % 2 === 0 ? null : h('p', { id: 'now-and-then' }, 'Or 212.555.0100'),
        h('button', { id: 'more', onClick: () => count.value++ }, 'More'),
      ]);
  },
}).mount('#app');

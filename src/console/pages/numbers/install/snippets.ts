/** The one tag of a website. `server`: where the script and its answers come from. */
export const tag = (server: string, publicKey: string): string =>
  `<script async src="${server}/dni.js" data-key="${publicKey}"></script>`;

/** Tag Manager removes `data-` attributes from script tags, so its tag sets them itself. */
export const tagManagerTag = (server: string, publicKey: string): string =>
  `<script>
  (function () {
    var script = document.createElement('script');
    script.async = true;
    script.src = '${server}/dni.js';
    script.setAttribute('data-key', '${publicKey}');
    document.head.appendChild(script);
  })();
</script>`;

export const reactComponent = (own: string): string =>
  `import { useTrackedNumber } from './use-tracked-number.ts';

export const Phone = () => {
  const { number, display } = useTrackedNumber('${own}');
  return (
    <a data-ringpath-skip href={\`tel:\${number}\`}>
      {display}
    </a>
  );
};`;

export const securityPolicy = (server: string): string => `script-src ${server}; connect-src ${server}`;

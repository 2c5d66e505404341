import { Alert, List, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { NumbersCompanyFragment } from '../../../generated/graphql.ts';
import { Panel } from '../../../parts/panel.tsx';
import { CodeBlock } from './code-block.tsx';
import { reactComponent, securityPolicy, tag, tagManagerTag } from './snippets.ts';

const ways = ['Website', 'Tag Manager', 'React'] as const;
type Way = (typeof ways)[number];

interface Place {
  readonly server: string;
  readonly publicKey: string;
}

const Website = ({ server, publicKey }: Place) => (
  <>
    <CodeBlock title="Anywhere in every page; the head is best" code={tag(server, publicKey)} />
    <Text size="sm" c="dimmed">
      It finds the numbers on the page and swaps those that belong to a tracker, also in single-page apps.
      While the server is away, the page keeps its own. An element with <code>data-ringpath-skip</code> is
      left alone. Everything else, from consent to shadow roots: <code>docs/install/README.md</code>
    </Text>
    <CodeBlock title="Only with a Content Security Policy: allow this too" code={securityPolicy(server)} />
  </>
);

const TagManager = ({ server, publicKey }: Place) => (
  <>
    <List type="ordered" size="sm" spacing={6}>
      <List.Item>In Google Tag Manager: Tags, New, Custom HTML. Paste the code below.</List.Item>
      <List.Item>Trigger: Initialization – All Pages, once per page.</List.Item>
      <List.Item>
        Advanced settings, consent: no additional consent required. The script reads consent mode itself.
      </List.Item>
      <List.Item>
        Preview the container and open the page as from an ad, with <code>?gclid=test</code> in its address.
      </List.Item>
    </List>
    <CodeBlock title="Custom HTML" code={tagManagerTag(server, publicKey)} />
    <Text size="sm" c="dimmed">
      More, about banners without consent mode and nonces: <code>docs/install/google-tag-manager.md</code>
    </Text>
  </>
);

const ReactPage = ({ server, publicKey }: Place) => (
  <>
    <CodeBlock title="In the page, as on any website" code={tag(server, publicKey)} />
    <CodeBlock title="Where the number stands" code={reactComponent('+12125550100')} />
    <Text size="sm" c="dimmed">
      The hook is one file to copy, <code>examples/react/use-tracked-number.ts</code>. Vue, Next.js and pages
      rendered on a server: <code>docs/install/server-side-rendering.md</code>
    </Text>
  </>
);

const shown: Record<Way, (place: Place) => React.ReactNode> = {
  Website,
  'Tag Manager': TagManager,
  React: ReactPage,
};

/** How a website comes to show tracking numbers. */
export const InstallView = ({ company }: { company: NumbersCompanyFragment }) => {
  const [way, setWay] = useState<Way>('Website');
  const Shown = shown[way];
  return (
    <Panel
      title="On the website"
      hint={
        company.origins.length > 0 ? `Runs on ${company.origins.join(', ')} only.` : 'Runs on any website.'
      }
      actions={
        <SegmentedControl
          aria-label="How the page is made"
          size="xs"
          data={[...ways]}
          value={way}
          onChange={(next) => setWay(ways.find((each) => each === next) ?? 'Website')}
        />
      }
    >
      <Stack maw={820}>
        {company.consentRequired && (
          <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
            This company requires consent: until a visitor agrees to <code>analytics_storage</code>, nothing
            is stored and the page shows no number of the visitor’s own.
          </Alert>
        )}
        <Shown server={window.location.origin} publicKey={company.publicKey} />
      </Stack>
    </Panel>
  );
};

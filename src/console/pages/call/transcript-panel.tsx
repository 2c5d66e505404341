import { Code, ScrollArea, Text } from '@mantine/core';
import { CopyButton } from '../../parts/copy-button.tsx';
import { locale } from '../../parts/locale.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';

const languageWords = (tag: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
};

export const TranscriptPanel = ({ call: { transcript } }: { call: Call }) =>
  transcript ? (
    <Panel
      title="Transcript"
      {...(transcript.language ? { hint: languageWords(transcript.language) } : {})}
      actions={<CopyButton value={transcript.text} label="Copy the transcript" />}
    >
      <ScrollArea.Autosize mah={380} tabIndex={0} aria-label="Words of the call">
        <Text
          size="sm"
          lh={1.6}
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
          {...(transcript.language ? { lang: transcript.language } : {})}
        >
          {transcript.text}
        </Text>
      </ScrollArea.Autosize>
    </Panel>
  ) : (
    <Panel title="Transcript">
      <Text size="sm" c="dimmed">
        None yet. A speech service of yours can hand one in through the API (<Code>setTranscript</Code>); it
        shows up here, and automations hear of it.
      </Text>
    </Panel>
  );

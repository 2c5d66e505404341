import { Alert, Button, Stack } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { duration } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import type { Call } from './call.ts';

/** An audio element sends no API key, so a recording of our own server is fetched first. */
const audioAddress = async (url: string, key: string | null): Promise<string> => {
  const address = new URL(url, window.location.origin);
  if (address.origin !== window.location.origin) return address.href;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${key ?? ''}` } });
  if (!answer.ok) throw new Error(`The recording could not be loaded (status ${answer.status}).`);
  return URL.createObjectURL(await answer.blob());
};

export const RecordingPanel = ({ recording }: { recording: NonNullable<Call['recording']> }) => {
  const { key } = useSession();
  const [address, setAddress] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(
    () => () => {
      if (address?.startsWith('blob:')) URL.revokeObjectURL(address);
    },
    [address],
  );

  const load = async (): Promise<void> => {
    setLoading(true);
    setProblem(null);
    try {
      setAddress(await audioAddress(recording.url, key));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The recording could not be loaded.');
    }
    setLoading(false);
  };

  const what = recording.voicemail ? 'message' : 'recording';
  const length =
    recording.seconds === null || recording.seconds === undefined ? '' : ` (${duration(recording.seconds)})`;
  return (
    <Panel title={recording.voicemail ? 'Voicemail' : 'Recording'}>
      <Stack gap="sm" align="flex-start">
        {address ? (
          // biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for a telephone call.
          <audio
            controls
            autoPlay
            src={address}
            onError={() => setProblem('The recording does not play. The carrier may have deleted it.')}
            style={{ width: '100%' }}
            aria-label={`Call ${what}`}
          />
        ) : (
          <Button
            variant="light"
            loading={loading}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => void load()}
          >
            {`Play the ${what}${length}`}
          </Button>
        )}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
      </Stack>
    </Panel>
  );
};

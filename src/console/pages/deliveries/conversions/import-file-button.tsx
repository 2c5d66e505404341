import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient } from 'urql';
import { errorWords } from '../../../api/error-words.ts';
import { download } from '../../reports/csv.ts';
import type { Place } from './places.ts';
import { manualImportQuery } from './queries.ts';

/** The same calls in the vendor's own import format, for people who upload by hand. */
export const ImportFileButton = ({ place, from, to }: { place: Place; from: string; to: string }) => {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const { connection, action } = place.about;
  const fetchFile = async (): Promise<void> => {
    setBusy(true);
    const { data, error } = await client
      .query(
        manualImportQuery,
        { from, to, connectionId: connection.id, actionId: action.id.slice(action.id.lastIndexOf('.') + 1) },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    setBusy(false);
    if (data) download(data.manualImport.fileName, data.manualImport.content);
    else notifications.show({ color: 'red', title: 'No file was made', message: errorWords(error) });
  };
  return (
    <Button
      size="xs"
      variant="default"
      loading={busy}
      leftSection={<IconFileDownload size={14} aria-hidden />}
      onClick={() => void fetchFile()}
    >
      File for manual upload
    </Button>
  );
};

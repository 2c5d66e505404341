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
  const { linkedAccount, action } = place.about;
  const asked = {
    from,
    to,
    linkedAccountId: linkedAccount.id,
    actionId: action.id.slice(action.id.lastIndexOf('.') + 1),
  };
  const fileAfter = (after: string | null) =>
    client.query(manualImportQuery, { ...asked, after }, { requestPolicy: 'network-only' }).toPromise();
  const fetchFiles = async (): Promise<void> => {
    setBusy(true);
    for (let count = 1, after: string | null = null; ; count += 1) {
      const { data, error } = await fileAfter(after);
      if (!data) {
        notifications.show({ color: 'red', title: 'No file was made', message: errorWords(error) });
        break;
      }
      const { fileName, content, next } = data.manualImport;
      download(count === 1 ? fileName : fileName.replace(/(\.\w+)$/, `-${count}$1`), content);
      if (next === null) break;
      after = next;
    }
    setBusy(false);
  };
  return (
    <Button
      size="xs"
      variant="default"
      loading={busy}
      leftSection={<IconFileDownload size={14} aria-hidden />}
      onClick={() => void fetchFiles()}
    >
      File for manual upload
    </Button>
  );
};

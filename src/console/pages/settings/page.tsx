import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { NotFoundPage } from '../not-found.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { AuditSection } from './audit-section.tsx';
import { CompaniesSection } from './companies-section.tsx';
import { TagsSection } from './tags-section.tsx';
import { UnmatchedSection } from './unmatched-section.tsx';

const sections = [
  { path: 'companies', label: 'Companies', Section: CompaniesSection },
  { path: 'tags', label: 'Tags', Section: TagsSection },
  { path: 'keys', label: 'API keys', Section: ApiKeysSection },
  { path: 'unmatched', label: 'Unmatched events', Section: UnmatchedSection },
  { path: 'audit', label: 'Audit', Section: AuditSection },
] as const;

export const SettingsPage = () => {
  const { section = 'companies' } = useParams();
  const go = useNavigate();
  const current = sections.find(({ path }) => path === section);
  if (!current) return <NotFoundPage />;
  return (
    <>
      <PageHeader title="Settings" tab={`${current.label}, settings`} />
      <Tabs value={section} onChange={(path) => path && void go(`/settings/${path}`)} keepMounted={false}>
        <Tabs.List mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
          {sections.map(({ path, label }) => (
            <Tabs.Tab key={path} value={path}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {sections.map(({ path, Section }) => (
          <Tabs.Panel key={path} value={path}>
            <Section />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
};

import { Tabs } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useNavigate, useParams } from 'react-router';
import { PageHeader } from '../../parts/page-header.tsx';
import { NotFoundPage } from '../not-found.tsx';
import { AgentsSection } from './agents-section.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { AuditSection } from './audit-section.tsx';
import { CompaniesSection } from './companies-section.tsx';
import { FieldsSection } from './fields-section.tsx';
import { ScoringSection } from './scoring-section.tsx';
import { TagsSection } from './tags-section.tsx';
import { UnmatchedSection } from './unmatched-section.tsx';

const sections = [
  { path: 'companies', label: 'Companies', Section: CompaniesSection },
  { path: 'tags', label: 'Tags', Section: TagsSection },
  { path: 'agents', label: 'Agents', Section: AgentsSection },
  { path: 'fields', label: 'Custom fields', Section: FieldsSection },
  { path: 'scoring', label: 'Scoring', Section: ScoringSection },
  { path: 'keys', label: 'API keys', Section: ApiKeysSection },
  { path: 'unmatched', label: 'Unmatched events', Section: UnmatchedSection },
  { path: 'audit', label: 'Audit', Section: AuditSection },
] as const;

export const SettingsPage = () => {
  const { section = 'companies' } = useParams();
  const go = useNavigate();
  const current = sections.find(({ path }) => path === section);
  const list = useRef<HTMLDivElement>(null);
  // On a phone the tabs scroll, and the one that is open must be in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another section is another tab to show.
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  if (!current) return <NotFoundPage />;
  return (
    <>
      <PageHeader title="Settings" tab={`${current.label}, settings`} />
      <Tabs value={section} onChange={(path) => path && void go(`/settings/${path}`)} keepMounted={false}>
        <Tabs.List ref={list} mb="md" style={{ flexWrap: 'nowrap', overflowX: 'auto' }}>
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

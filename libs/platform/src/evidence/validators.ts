import { EvidenceHash } from '@fuhua/kernel';
import { validatedBy } from '../http/validators.ts';

/** The hash that uploading a file was answered with. */
export const IsEvidenceHash = validatedBy('isEvidenceHash', EvidenceHash, {
  zh: '必须是上传材料时得到的 SHA-256 散列值',
  en: 'must be the SHA-256 that uploading the file was answered with',
});

import { problemTable } from '../http/problem.ts';

export const evidenceProblems = problemTable({
  'platform.evidence-too-large': {
    status: 413,
    title: { zh: '文件过大', en: 'The file is too large' },
    detail: { zh: '不得超过 {bytesMax} 字节。', en: 'It may have {bytesMax} bytes.' },
  },
  'platform.evidence-type': {
    status: 415,
    title: {
      zh: '文件内容不是 PDF、PNG、JPEG、OFD、DOCX 或 XLSX',
      en: 'The file is no PDF, PNG, JPEG, OFD, DOCX or XLSX by its content',
    },
  },
  'platform.evidence-unknown': {
    status: 422,
    title: {
      zh: '所列佐证材料未上传',
      en: 'Evidence is named that was never uploaded',
    },
  },
});

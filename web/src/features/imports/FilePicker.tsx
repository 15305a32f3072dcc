import { InboxOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';

import { useTranslator } from '@/lib/i18n/language';

interface FilePickerProps {
  file: File | null;
  onFile: (file: File) => void;
}

/** The file to be mapped, or a place for it. */
export function FilePicker({ file, onFile }: FilePickerProps) {
  const { t } = useTranslator();
  const beforeUpload = (chosen: File) => {
    onFile(chosen);
    return false;
  };
  if (file !== null) {
    return (
      <p className="mapping-file">
        <strong>{file.name}</strong>
        <Upload showUploadList={false} beforeUpload={beforeUpload}>
          <Button size="small" icon={<UploadOutlined />}>
            {t('mapping.other')}
          </Button>
        </Upload>
      </p>
    );
  }
  return (
    <Upload.Dragger className="import-drop" showUploadList={false} beforeUpload={beforeUpload}>
      <p className="ant-upload-drag-icon">
        <InboxOutlined />
      </p>
      <p className="ant-upload-text">{t('mapping.drop')}</p>
      <p className="ant-upload-hint">{t('mapping.drop.hint')}</p>
    </Upload.Dragger>
  );
}

"""What is wrong with an event of MISP, by its schema and by the templates of its objects: tests/schemas/misp."""
import json, pathlib, uuid

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent.parent / 'schemas/misp'
SCHEMA = jsonschema.Draft4Validator(json.loads((HERE / 'event.json').read_text()))
TEMPLATES = {t['name']: t for t in (json.loads((HERE / f'{n}.json').read_text()) for n in ('email', 'phishing'))}

def errors(event):
    wrong = [e.message for e in SCHEMA.iter_errors(event)]
    for o in event['Event']['Object']:
        template = TEMPLATES[o['name']]
        if (o['template_uuid'], o['template_version'], o['meta-category']) != (template['uuid'], str(template['version']), template['meta-category']):
            wrong.append(f'not the template of {o["name"]}')
        relations = [a['object_relation'] for a in o['Attribute']]
        wrong += [f'{a["object_relation"]} is no {a["type"]}' for a in o['Attribute']
                  if template['attributes'].get(a['object_relation'], {}).get('misp-attribute') != a['type']]
        if not set(relations) & set(template['requiredOneOf']):
            wrong.append(f'{o["name"]} has none of what it needs')
    ids = [a['uuid'] for a in [*event['Event']['Attribute'], *event['Event']['Object'], *(a for o in event['Event']['Object'] for a in o['Attribute'])]]
    wrong += [f'{i} is no UUID' for i in ids if str(uuid.UUID(i)) != i]
    wrong += ['a UUID stands twice'] if len(set(ids)) != len(ids) else []
    return wrong

"""Small files in the true layouts of the event sets, with invented rows."""

import gzip
import zipfile

from tertius.history.readers.layouts import LAYOUTS

COLUMNS = {layout.name: layout.columns for layout in LAYOUTS}


def cells(layout, width=None, **values):
    unknown = values.keys() - set(COLUMNS[layout])
    assert not unknown, unknown
    return [str(values.get(column, "")) for column in COLUMNS[layout]][:width]


def gdelt(number, day="20211004", source="IRN", target="AZE", version="v2", width=None, **more):
    values = {
        "globaleventid": number, "sqldate": day, "monthyear": day[:6], "year": day[:4], "actor1code": source,
        "actor1name": "THE ONE", "actor1countrycode": source[:3], "actor1type1code": source[3:6], "actor2code": target,
        "actor2countrycode": target[:3], "actor2type1code": target[3:6], "eventcode": "112", "quadclass": 3,
        "goldsteinscale": -2.0, "nummentions": 9, "numsources": 2, "numarticles": 5, "actiongeo_type": 4,
        "actiongeo_fullname": "Bilasuvar, Bilasuvar, Azerbaijan", "actiongeo_countrycode": "AJ",
        "actiongeo_lat": 39.45, "actiongeo_long": 48.55, "dateadded": f"{day}120000",
        "sourceurl": "https://news.example/a",
    }  # fmt: skip
    if version == "v1":
        values["dateadded"] = day
    if width == 57:
        del values["sourceurl"]
    return "\t".join(cells(f"gdelt_{version}", width, **(values | more)))


def mention(event, article="https://news.example/a", sentence=1, moment="20211004123000", **more):
    values = {
        "globaleventid": event, "eventtimedate": "20211004121500", "mentiontimedate": moment, "mentiontype": 1,
        "mentionsourcename": "news.example", "mentionidentifier": article, "sentenceid": sentence, "confidence": 60,
    }  # fmt: skip
    return "\t".join(cells("gdelt_mentions", **(values | more)))


def icews(number, day="2018-06-01", **more):
    values = {
        "event_id": number, "event_date": day, "source_name": "Police (Iran)", "source_sectors": "Government,Police",
        "source_country": "Iran", "event_text": "Arrest", "cameo_code": "173", "intensity": -5.0,
        "target_name": "Azerbaijan", "target_sectors": "", "target_country": "Azerbaijan", "story_id": 1,
        "city": "Tabriz", "country": "Iran", "latitude": 38.08, "longitude": 46.29,
    }  # fmt: skip
    return "\t".join(cells("icews", **(values | more)))


def polecat(number, day="2023-03-05", **more):
    values = {
        "event_id": number, "event_date": day, "event_type": "ACCUSE", "event_mode": "allege", "intensity": -2.5,
        "quad_code": "VERBAL CONFLICT", "contexts": "military; territory", "actor_name": "Iran", "actor_country": "IRN",
        "actor_cow": "630", "primary_actor_sector": "GOV", "recipient_name": "Azerbaijan; Someone",
        "recipient_country": "AZE; TUR", "primary_recipient_sector": "None", "placename": "Baku", "country": "AZE",
        "latitude": 40.4, "longitude": 49.9,
    }  # fmt: skip
    return "\t".join(cells("polecat", **(values | more)))


def acled(number, day="2021-10-04", **more):
    values = {
        "event_id_cnty": number, "event_date": day, "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Azerbaijan (2003-)", "actor2": "Military Forces of Armenia (2018-)",
        "location": "Somewhere", "country": "Armenia", "latitude": 39.5, "longitude": 46.3, "source": "One; Two",
        "notes": 'A clash, "brief",\nand no more.',
    }  # fmt: skip
    return quoted(cells("acled", **(values | more)))


def ucdp(number, day="2020-10-04", **more):
    values = {
        "id": number, "type_of_violence": 1, "side_a": "Government of Azerbaijan", "side_b": "Government of Armenia",
        "number_of_sources": 2, "where_coordinates": "Somewhere", "latitude": 39.8, "longitude": 46.7,
        "country": "Azerbaijan", "date_prec": 1, "date_start": f"{day} 00:00:00.000", "date_end": day, "best": 1,
        "gwnoa": 373, "gwnob": 371, "source_headline": 'One, "two"',
    }  # fmt: skip
    return quoted(cells("ucdp_ged", **(values | more)))


def quoted(values):
    return ",".join('"' + value.replace('"', '""') + '"' if set(value) & set('",\n') else value for value in values)


HEADERS = {
    "icews": "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\t"
    "Country\tLatitude\tLongitude",
    "polecat": "\t".join(column.replace("_", " ").title() for column in COLUMNS["polecat"]),
    "acled": ",".join(COLUMNS["acled"]),
    "ucdp_ged": ",".join(COLUMNS["ucdp_ged"]),
}


def write(path, lines, header=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(([header] if header else []) + list(lines)) + "\n"
    data = text.encode() if isinstance(text, str) else text
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(path.name.removesuffix(".zip"), data)
    elif path.suffix == ".gz":
        path.write_bytes(gzip.compress(data))
    else:
        path.write_bytes(data)
    return path

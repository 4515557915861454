"""Names to fill the templates of own/*.txt with: people, bodies and small towns are invented, countries and cities are real."""

MEN = (
    "Adil Alban Amadou Anders Andrei Arkady Baraka Bastian Bogdan Callum Cedric Ciaran Damir Darius Desmond Dmitro Emeka Emil Enzo Esteban Farid Felix Gareth Gideon Goran "
    "Hamza Henrik Hugo Idris Ilan Imran Ivor Jakub Javier Joaquin Jonas Kaspar Kenji Kofi Lamin Lars Leandro Lionel Lucian Malik Marek Matteo Mehdi Milos Nabil Nestor Nikola Noel "
    "Omar Orlando Osman Pavel Pedro Quentin Rafael Ramon Rashid Rohan Rupert Samir Selim Stefan Sunil Tariq Teodor Thabo Tomas Umar Viktor Wayne Yannick Yusuf Zoltan"
).split()
WOMEN = (
    "Abena Adela Agata Aisha Alma Amina Anneke Aurelia Beatriz Birgit Bronwyn Camila Carmen Chiara Dalia Danuta Deborah Delphine Edith Elena Elif Esther Fatima Fiona Gabriela Greta "
    "Hana Helga Ines Ingrid Iris Ivana Jasmine Jelena Joyce Judit Katya Kavita Keiko Lara Leila Lidia Linnea Lucia Maeve Magda Mariam Marta Mercy Mina Nadia Naomi Neema Nora Olga "
    "Paloma Petra Priya Rania Renata Rosalind Rosa Ruth Salma Sandra Selma Siobhan Sonia Stella Tamara Tanya Teresa Ulla Ursula Valeria Vera Wanda Xenia Yasmin Zainab Zora"
).split()
SURNAMES = (
    "Abrantes Achterberg Adeyinka Aldous Amara Anscombe Antonescu Arkwright Ashdown Baldry Balogh Barzani Bellweather Benning Berisha Blakemore Bondar Bracknell Brandvold Brightwell Calloway "
    "Castellan Chaudhary Chikwanda Cobham Corrigan Costigan Crowther Dabrowa Dacosta Dalgaard Danso Delacroix Demirel Dessalines Devaney Diallo Dobrev Dombrow Draycott Dunmore Eastham Ekström "
    "Elmasry Escobedo Etxeberria Fairweather Falk Farnham Ferreira Fidler Fontaine Fraser Galloway Ganbold Garrick Gebru Giordano Goldsworthy Granholm Grieve Guzmán Haddad Halloran Hamlin "
    "Harcourt Hashimi Haverford Helms Herzog Hoxha Hussein Ibarra Ilunga Ingram Isaksen Ivanko Jankovic Jardine Jaworski Jimenez Joubert Kaczmar Kadare Kahananui Kamau Karimov Kasongo Keating Kelleher "
    "Khalil Kilbride Kimura Kipkorir Kowal Krasny Kravets Kumar Lagerlof Langford Lacroix Lindholm Lisowski Lockhart Lomidze Lovelace Mabuza Machado Maddox Mahlangu Malone Marchetti Marwick Mbeki-Ross "
    "McAllen McGrady Medina Mensah Merriweather Milic Mohamud Montalvo Moravec Mukasa Mwangi Naidoo Nakata Narayan Navarro Ndiaye Nordheim Novak O'Farrell Oduya Okonjo Olander Orsini Osei Ostrow "
    "Pemberton Penrose Pereira Petrosyan Pickering Pires Popescu Prentiss Quintana Qureshi Radcliffe Rahimi Ramaswamy Ravelo Redfern Reinholt Rinaldi Rojas Rosenthal Rudd Ruiz Sadler Salcedo Sandoval "
    "Santana Sarkis Schreiber Selassie Severin Shapiro Sharma Siddiqui Silvestri Skinner Solano Sorensen Stanhope Steiner Stoyanov Sutcliffe Szabo Tadesse Takeda Tanner Tavares Thorne Tiwari Tolland "
    "Tsegaye Tupou Ueda Umarov Vance Varga Vasquez Verhoeven Villalobos Volkov Wakefield Walcott Weatherby Whitlock Winslow Wójcik Yamada Yilmaz Yeboah Zabala Zapata Zelenko Zimmer Zouari"
).split()

COUNTRIES = {
    # country: adjective, capital, other cities
    "Albania": ("Albanian", "Tirana", "Durres", "Shkoder"),
    "Algeria": ("Algerian", "Algiers", "Oran", "Constantine"),
    "Argentina": ("Argentine", "Buenos Aires", "Rosario", "Mendoza"),
    "Armenia": ("Armenian", "Yerevan", "Gyumri", "Vanadzor"),
    "Austria": ("Austrian", "Vienna", "Graz", "Linz"),
    "Azerbaijan": ("Azerbaijani", "Baku", "Ganja", "Sumqayit"),
    "Bangladesh": ("Bangladeshi", "Dhaka", "Chittagong", "Khulna"),
    "Belgium": ("Belgian", "Brussels", "Antwerp", "Ghent"),
    "Bolivia": ("Bolivian", "La Paz", "Cochabamba", "Oruro"),
    "Botswana": ("Botswanan", "Gaborone", "Francistown", "Maun"),
    "Brazil": ("Brazilian", "Brasilia", "Recife", "Manaus"),
    "Bulgaria": ("Bulgarian", "Sofia", "Varna", "Plovdiv"),
    "Cambodia": ("Cambodian", "Phnom Penh", "Battambang", "Siem Reap"),
    "Cameroon": ("Cameroonian", "Yaounde", "Douala", "Bamenda"),
    "Chad": ("Chadian", "N'Djamena", "Abeche", "Moundou"),
    "Chile": ("Chilean", "Santiago", "Valparaiso", "Antofagasta"),
    "Colombia": ("Colombian", "Bogota", "Cali", "Barranquilla"),
    "Croatia": ("Croatian", "Zagreb", "Split", "Rijeka"),
    "Cuba": ("Cuban", "Havana", "Matanzas", "Holguin"),
    "Denmark": ("Danish", "Copenhagen", "Aarhus", "Odense"),
    "Ecuador": ("Ecuadorian", "Quito", "Guayaquil", "Cuenca"),
    "Egypt": ("Egyptian", "Cairo", "Alexandria", "Aswan"),
    "Estonia": ("Estonian", "Tallinn", "Tartu", "Narva"),
    "Ethiopia": ("Ethiopian", "Addis Ababa", "Mekelle", "Gondar"),
    "Finland": ("Finnish", "Helsinki", "Tampere", "Oulu"),
    "France": ("French", "Paris", "Marseille", "Lille"),
    "Georgia": ("Georgian", "Tbilisi", "Batumi", "Kutaisi"),
    "Germany": ("German", "Berlin", "Leipzig", "Cologne"),
    "Ghana": ("Ghanaian", "Accra", "Kumasi", "Tamale"),
    "Greece": ("Greek", "Athens", "Patras", "Volos"),
    "Guatemala": ("Guatemalan", "Guatemala City", "Quetzaltenango", "Coban"),
    "Honduras": ("Honduran", "Tegucigalpa", "La Ceiba", "San Pedro Sula"),
    "Hungary": ("Hungarian", "Budapest", "Debrecen", "Szeged"),
    "India": ("Indian", "New Delhi", "Mumbai", "Kolkata"),
    "Indonesia": ("Indonesian", "Jakarta", "Surabaya", "Medan"),
    "Iran": ("Iranian", "Tehran", "Isfahan", "Shiraz"),
    "Iraq": ("Iraqi", "Baghdad", "Mosul", "Basra"),
    "Ireland": ("Irish", "Dublin", "Cork", "Galway"),
    "Italy": ("Italian", "Rome", "Naples", "Turin"),
    "Japan": ("Japanese", "Tokyo", "Osaka", "Sapporo"),
    "Jordan": ("Jordanian", "Amman", "Irbid", "Zarqa"),
    "Kazakhstan": ("Kazakh", "Astana", "Almaty", "Shymkent"),
    "Kenya": ("Kenyan", "Nairobi", "Mombasa", "Kisumu"),
    "Lebanon": ("Lebanese", "Beirut", "Sidon", "Tyre"),
    "Libya": ("Libyan", "Tripoli", "Benghazi", "Misrata"),
    "Malaysia": ("Malaysian", "Kuala Lumpur", "Penang", "Ipoh"),
    "Mali": ("Malian", "Bamako", "Gao", "Mopti"),
    "Mexico": ("Mexican", "Mexico City", "Tijuana", "Veracruz"),
    "Moldova": ("Moldovan", "Chisinau", "Balti", "Cahul"),
    "Morocco": ("Moroccan", "Rabat", "Fez", "Agadir"),
    "Mozambique": ("Mozambican", "Maputo", "Beira", "Nampula"),
    "Nepal": ("Nepalese", "Kathmandu", "Pokhara", "Biratnagar"),
    "Niger": ("Nigerien", "Niamey", "Agadez", "Zinder"),
    "Nigeria": ("Nigerian", "Abuja", "Kano", "Jos"),
    "Norway": ("Norwegian", "Oslo", "Bergen", "Tromso"),
    "Pakistan": ("Pakistani", "Islamabad", "Quetta", "Multan"),
    "Paraguay": ("Paraguayan", "Asuncion", "Encarnacion", "Concepcion"),
    "Peru": ("Peruvian", "Lima", "Cusco", "Arequipa"),
    "Poland": ("Polish", "Warsaw", "Gdansk", "Lodz"),
    "Portugal": ("Portuguese", "Lisbon", "Porto", "Faro"),
    "Romania": ("Romanian", "Bucharest", "Cluj", "Timisoara"),
    "Russia": ("Russian", "Moscow", "Kazan", "Rostov"),
    "Rwanda": ("Rwandan", "Kigali", "Butare", "Gisenyi"),
    "Senegal": ("Senegalese", "Dakar", "Thies", "Saint-Louis"),
    "Serbia": ("Serbian", "Belgrade", "Novi Sad", "Nis"),
    "Somalia": ("Somali", "Mogadishu", "Kismayo", "Baidoa"),
    "South Korea": ("South Korean", "Seoul", "Busan", "Daegu"),
    "Spain": ("Spanish", "Madrid", "Seville", "Valencia"),
    "Sri Lanka": ("Sri Lankan", "Colombo", "Kandy", "Galle"),
    "Sudan": ("Sudanese", "Khartoum", "Kassala", "El Obeid"),
    "Sweden": ("Swedish", "Stockholm", "Malmo", "Umea"),
    "Syria": ("Syrian", "Damascus", "Aleppo", "Homs"),
    "Taiwan": ("Taiwanese", "Taipei", "Kaohsiung", "Tainan"),
    "Tanzania": ("Tanzanian", "Dodoma", "Mwanza", "Arusha"),
    "Thailand": ("Thai", "Bangkok", "Chiang Mai", "Pattani"),
    "Tunisia": ("Tunisian", "Tunis", "Sfax", "Gafsa"),
    "Turkey": ("Turkish", "Ankara", "Izmir", "Diyarbakir"),
    "Uganda": ("Ugandan", "Kampala", "Gulu", "Mbarara"),
    "Ukraine": ("Ukrainian", "Kyiv", "Lviv", "Odesa"),
    "Uruguay": ("Uruguayan", "Montevideo", "Salto", "Paysandu"),
    "Uzbekistan": ("Uzbek", "Tashkent", "Samarkand", "Bukhara"),
    "Venezuela": ("Venezuelan", "Caracas", "Maracaibo", "Valencia"),
    "Vietnam": ("Vietnamese", "Hanoi", "Hue", "Da Nang"),
    "Yemen": ("Yemeni", "Sanaa", "Aden", "Taiz"),
    "Zambia": ("Zambian", "Lusaka", "Ndola", "Kitwe"),
    "Zimbabwe": ("Zimbabwean", "Harare", "Bulawayo", "Mutare"),
}

REGIONS = [
    line.split("|")
    for line in (
        "Albania|Bulgaria|Croatia|Greece|Hungary|Moldova|Romania|Serbia",
        "Austria|Belgium|Denmark|Estonia|Finland|France|Germany|Ireland|Italy|Norway|Poland|Portugal|Spain|Sweden",
        "Algeria|Chad|Egypt|Libya|Mali|Morocco|Niger|Sudan|Tunisia",
        "Botswana|Mozambique|Zambia|Zimbabwe|Tanzania",
        "Cameroon|Ghana|Nigeria|Senegal|Mali|Niger|Chad",
        "Ethiopia|Kenya|Rwanda|Somalia|Sudan|Tanzania|Uganda",
        "Iran|Iraq|Jordan|Lebanon|Syria|Turkey|Yemen",
        "Armenia|Azerbaijan|Georgia|Kazakhstan|Russia|Ukraine|Uzbekistan|Turkey",
        "Bangladesh|India|Nepal|Pakistan|Sri Lanka",
        "Cambodia|Indonesia|Malaysia|Thailand|Vietnam",
        "Japan|South Korea|Taiwan",
        "Argentina|Bolivia|Brazil|Chile|Colombia|Ecuador|Paraguay|Peru|Uruguay|Venezuela",
        "Cuba|Guatemala|Honduras|Mexico",
    )
]

PLACES = {
    "town": "Abbotsmere Alderholt Ashcombe Belfry Brackwater Calder Falls Carrowmore Clearbrook Copperfield Coyote Wells Cray Harbour Danebury Dry Fork Eastmarsh Elkton Ridge Fallow Creek "
            "Ferncliff Gannet Bay Glenavon Granite Pass Hallowell Harrow Mills Hazelford Holmwick Inverlee Juniper Flats Kestrel Point Kilmurry Larkhill Linden Grove Lowmoor Marfield Millbrae "
            "Netherby Northwick Oakhaven Orrin Valley Penhallow Pine Hollow Port Ransome Quarry Bank Redcliffe Rosslyn Rushmere Saltmarsh Selby Cross Skerrow St Brannock Stonebridge Tarn Head "
            "Thornbury Lake Tidewell Upper Dale Wexcombe Whitestrand Wren Hill Yarrow",
    "street": "Alder Street|Beacon Road|Canal Street|Chapel Lane|Cromer Avenue|Elm Street|Fleet Lane|Foundry Road|Gallows Hill Road|Harbour Street|Mercer Avenue|Mill Road|Orchard Avenue|"
              "Pier Road|Quay Street|Station Road|Tanner Street|Union Square|Vine Street|Weaver Street",
    "river": "River Arrel|River Dovey|River Kell|Tamsin River|Orne River|River Lathe|Cassel River|River Strand|Blackwater River|Little Otter River",
    "region": "Amberland|Corvo Province|East Kessaly|Kinross Valley|Lower Tarn|Maravilla Province|North Orrin|Sandor Valley|Tessaly Province|Upper Sava|Western Marches|Zamir Valley",
    "ship": "Amber Gale|Blue Heron|Cape Verity|Dorothea|Eastern Promise|Fair Isabel|Golden Plover|Kittiwake|Lady Rowena|Maria Celeste|Northern Tern|Ocean Lantern|Princess Adela|Silver Petrel|Western Star",
    "airport": "Calder Falls Airport|Hallowell Airport|Kestrel Point Airport|Larkhill Airport|Northwick Airport|Port Ransome Airport|Rosslyn Airport|Tidewell Airport",
    "state": "Arizona|Colorado|Georgia|Idaho|Indiana|Iowa|Kansas|Kentucky|Maine|Michigan|Missouri|Montana|Nebraska|Nevada|Ohio|Oregon|Tennessee|Texas|Utah|Vermont|Virginia|Wisconsin",
}  # fmt: skip

BODIES = {
    # full|short
    "firm": "Adarna Foods|Adarna;Amberly Motors|Amberly;Brightwater Energy|Brightwater;Calder & Rowe|Calder;Castellan Steel|Castellan;Daneway Rail|Daneway;Ellerby Chemicals|Ellerby;"
            "Fennick Pharma|Fennick;Galleon Shipping|Galleon;Harrow Telecom|Harrow;Ibex Mining|Ibex;Jarrah Timber|Jarrah;Kelso Freight|Kelso;Larkspur Software|Larkspur;Maddox Aerospace|Maddox;Norvik Oil|Norvik;"
            "Orchid Semiconductors|Orchid;Quillon Media|Quillon;Redstart Logistics|Redstart;Sable Cement|Sable;Tarragon Group|Tarragon;Umbra Games|Umbra;Vantor Robotics|Vantor;Wexley Stores|Wexley;Zephyr Turbines|Zephyr",
    "airline": "Aurora Air|Aurora;Corvus Airlines|Corvus;Meltem Airways|Meltem;Pacific Tern|Pacific Tern;TransOrrin|TransOrrin",
    "insurer": "Castle Mutual|Castle;Orrin Mutual|Orrin Mutual;Pellam Insurance|Pellam;Tidewater Life|Tidewater",
    "bank": "Bank of Harwell|Harwell;Cassel Bank|Cassel;First Tamar Bank|First Tamar;Meridian Trust Bank|Meridian Trust;Orrin Savings Bank|Orrin Savings",
    "union": "Dockers' Federation|federation;National Union of Hauliers|union;Transport Workers' Alliance|alliance;United Nurses' Union|union;Teachers' Congress|congress;Miners' Brotherhood|brotherhood",
    "party": "Civic Forum|Forum;Democratic Renewal|Renewal;Green Alternative|Greens;Liberty and Order|Liberty;National Accord|Accord;New Homeland|Homeland;People's Union|Union;Rural Alliance|Alliance;Social Compact|Compact",
    "armed": "Black Falcons|Falcons;Brigade of the Dawn|Brigade;Free Highlands Army|FHA;Harakat al-Fajr|Fajr;Liberation Front of Tessaly|LFT;Northern Resistance|Resistance;Red Spear|Red Spear;Sons of Zamir|Sons of Zamir",
    "ngo": "Clean Rivers Now|Clean Rivers;Doctors of the Coast|Doctors of the Coast;Open Ledger|Open Ledger;Rights Lookout|Rights Lookout;Safe Harbour Trust|Safe Harbour;Witness Network|Witness Network;World Shelter Fund|Shelter Fund",
    "club": "Calder Rangers|Rangers;Hallowell Town|Hallowell;Kestrel City|Kestrel;Northwick Athletic|Athletic;Rosslyn Rovers|Rovers;Tidewell United|United;Yarrow Wanderers|Wanderers",
    "uni": "Ashcombe University|Ashcombe;Danebury University|Danebury;Hallowell College|Hallowell;University of Larkhill|Larkhill;Northwick University|Northwick",
    "paper": "Daily Courant|Courant;Evening Lantern|Lantern;Morning Clarion|Clarion;National Observer-Post|Observer-Post;Sunday Beacon|Beacon;Weekly Argus|Argus;Herald-Dispatch|Herald-Dispatch",
    "agency": "Arden News Agency|Arden;Meridian Wire|Meridian;Polar Press|Polar;Trident News|Trident",
}  # fmt: skip

WORD_LISTS = {
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "month": "January|February|March|April|May|June|July|August|September|October|November|December",
    "storm": "Adela|Bertil|Corwin|Dagny|Elsbeth|Fergal|Gudrun|Horatio|Isolde|Joaquim|Katrin|Ludo|Mirabel|Njord|Odette|Percy|Rufus|Sabine|Tiberius|Wilhelmina",
    "year": "1994|1998|2001|2003|2006|2009|2011|2013|2014|2016|2018|2019",
}

WORDS = set(WORD_LISTS["day"].split("|") + WORD_LISTS["month"].split("|") + WORD_LISTS["storm"].split("|")) | {c[0] for c in COUNTRIES.values()} | set(
    "I I'm I've I'll I'd Mr Mrs Ms Miss Dr Sir Lady Lord President Minister Prime Mayor Governor Senator Chief Captain Colonel General Sergeant Judge Justice Father Bishop Sheriff Professor Storm Hurricane Cyclone Typhoon Operation".split()
)  # fmt: skip


def towns():
    """The small towns; the list is words with two-word names in it."""
    second = set("Falls Wells Harbour Fork Ridge Creek Bay Pass Mills Flats Point Grove Valley Hollow Ransome Bank Cross Brannock Head Lake Dale Hill".split())
    found = []
    for w in PLACES["town"].split():
        if w in second:
            found[-1] += " " + w
        else:
            found.append(w)
    return found


def named(kind, slots, rng):
    """What a slot of this kind, as `city~K`, is filled with: its words by form, and the kind of entity (none: plain words)."""
    tied = None
    if len(kind) > 2 and kind[-2] in "~=" and kind[0] != "(":
        kind, tied = kind[:-2], kind[-1]
    taken = {v for s in slots.values() for k, v in s.items() if v and k != "in"}

    def pick(options):
        free = [o for o in options if o not in taken and o.split("|")[0] not in taken]
        return rng.choice(free or list(options))

    if kind.startswith("("):
        return {"": pick(kind.strip("()").split("|")), "kind": None}
    if kind in WORD_LISTS:
        return {"": pick(WORD_LISTS[kind].split("|")), "kind": None}
    if kind in ("m", "f", "j"):
        other = slots.get(tied)
        first = other["f"] if kind == "j" else pick(MEN if kind == "m" else WOMEN)
        last = other["l"] if other else pick(SURNAMES)
        return {"": f"{first} {last}", "f": first, "l": last, "kind": "person"}
    if kind == "country":
        other = [s[""] for s in slots.values() if "adj" in s]
        near = [c for r in REGIONS if other and other[0] in r for c in r if c not in other]
        country = pick(near or COUNTRIES)
        adjective, capital, *_ = COUNTRIES[country]
        return {"": country, "adj": adjective, "cap": capital, "kind": "country", "in": country}
    if kind in ("cap", "city"):
        earlier = [s["in"] for s in slots.values() if s.get("in")]
        country = slots[tied][""] if tied else earlier[0] if earlier else rng.choice(list(COUNTRIES))
        city = COUNTRIES[country][1] if kind == "cap" else pick(COUNTRIES[country][1 + (len(earlier) < 2) :])
        return {"": city, "kind": "place", "in": country}
    if kind in PLACES:
        return {"": pick(towns() if kind == "town" else PLACES[kind].split("|")), "kind": "place"}
    full, short = pick(BODIES[kind].split(";")).split("|")
    return {"": full, "s": short, "kind": "organisation"}

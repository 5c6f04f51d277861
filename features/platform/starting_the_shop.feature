Feature: Starting the shop by a command

  Whoever runs the shop types commands, and people mistype. A command that guessed what was meant
  would open half a shop, or take away the tables of a shop that sells.

  Rule: A command that makes no sense opens nothing

    @api
    Scenario Outline: Somebody starts the shop with "<words>"
      When somebody starts the shop with "<words>"
      Then the command is refused, and says: <reason>

      Examples:
        | words                    | reason                                           |
        | warehouse                | "warehouse is no part of the shop"               |
        | --port gateway=eighty    | "'gateway=eighty' is not NAME=PORT"              |
        | --port gateway=65536     | "'gateway=65536' is not NAME=PORT"               |
        | --port till=8000         | "till is no part of the shop"                    |
        | --processes --demo       | "--processes runs every part, and has no --demo" |
        | --processes --gateways 0 | "--gateways is a number from 1"                  |
        | --processes              | "processes share a database"                     |

  Rule: The tables are brought to the newest version, and then stay as they are

    Scenario: A new database gets its tables
      Given a database without tables
      When somebody brings its tables to the newest version
      Then the command says: "catalogue: from no version to"
      And there are tables for people, products, stock, orders, payments and mails

    Scenario: Tables of the newest version stay as they are
      Given a database without tables
      And its tables have been brought to the newest version
      When somebody brings its tables to the newest version
      Then the command says: "the database is at the newest version already"

    Scenario Outline: Nobody can bring the tables of <shop> to the newest version
      When somebody brings the tables of <shop> to the newest version
      Then the command is refused, and says: <reason>

      Examples:
        | shop                        | reason                            |
        | a shop without a database   | "no database is named"            |
        | a shop whose server is away | "the database cannot be migrated" |

  Rule: Only a database that was made for a trial is taken away

    @security
    Scenario Outline: Nobody can take away the database of <shop>
      When somebody takes away the database of <shop>
      Then the command is refused, and says: <reason>

      Examples:
        | shop                        | reason                                   |
        | a shop that sells           | "refused in production"                  |
        | a shop without a database   | "no database is named"                   |
        | a shop that uses a file     | "trial databases are made in PostgreSQL" |
        | a shop whose server is away | "connection failed"                      |

    @security @needs:postgresql
    Scenario: A database that was made by hand stays
      Given a database that somebody has made by hand
      When somebody takes it away
      Then the command is refused, and says: "was not made by `trial create`; it stays as it is"
      And the database is still there

  Rule: A shop for demonstrations has something to show

    @api
    Scenario: A shop for demonstrations has full shelves and an empty one
      When somebody opens a shop for demonstrations
      Then 24 "Blue mug" and no "Brass coal scuttle" can be bought there

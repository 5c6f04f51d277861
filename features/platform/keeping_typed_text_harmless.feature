Feature: Keeping typed text harmless

  Customers type what they like, and some of them type programs. For the shop it is text: it is
  shown as it was typed, and does nothing.

  Rule: Markup is shown as the text that was typed

    @ui @security
    Scenario Outline: Ada is called <name>
      Given Ada is signed in
      When Ada changes her name to <name>
      Then she is greeted as <name> and told that her name is saved

      Examples:
        | name                                |
        | "<script>alert(1)</script>"         |
        | "<img src=x onerror=alert(1)>"      |
        | "{{ 7 * 7 }}"                       |

    @ui @security
    Scenario: Somebody searches for markup
      Given the shop has 5 "Blue mug" in stock
      When Ada searches for "<img src=x onerror=alert(1)>"
      Then she reads that nothing was found for "<img src=x onerror=alert(1)>"

    @api @mail @security
    Scenario: A parcel goes to somebody whose name is markup
      Given the shop has 5 "Blue mug" at £12.50 in stock
      When a program buys 2 "Blue mug" for Ada, to be delivered to "<b>Ada</b><script>alert(1)</script>"
      Then the order confirmation shows "<b>Ada</b><script>alert(1)</script>" as text

  Rule: A line break is no way to send mails of one's own

    @api @mail @security
    Scenario: A program opens an account under a name of two lines
      When a program tries to open an account for Ada, as "Ada" and a line that copies it to Ben
      Then the request is refused because its "name" is not valid
      And no welcome is in Ada's mailbox
      And no welcome is in Ben's mailbox

  Rule: Nobody writes into the shop's log but the shop

    @api @security
    Scenario: A program asks for something whose name ends a line of the log
      When a program asks for something whose name ends a line and begins one of its own
      Then gateway and catalogue have noted the number of the call
      And no line of the shop's log is of the program's making

  Rule: Words of a database are words

    @api @security
    Scenario Outline: Somebody searches for <words>
      Given the shop has 5 "Blue mug" in stock
      When a program searches for <words>
      Then nothing is found

      Examples:
        | words                        |
        | "' OR '1'='1"                |
        | "'; DROP TABLE products; --" |
        | "%"                          |
        | "_"                          |
        | "\\"                         |

    @api @security
    Scenario Outline: Somebody signs in as <name>
      Given Ada has an account
      When a program signs in as <name> with Ada's password
      Then the request is refused because it has not signed in

      Examples:
        | name                        |
        | "' OR 1=1 --"               |
        | "ada%"                      |
        | "x' UNION SELECT id --"     |

    @api @security
    Scenario Outline: Somebody asks for the order <number>
      Given Ada has an account
      When a program asks for the order <number> on behalf of Ada
      Then the request is refused because there is no such thing

      Examples:
        | number                   |
        | "SO-1' OR '1'='1"        |
        | "%"                      |
        | "SO-1; DELETE FROM orders" |

  Rule: What is not asked is not taken

    @api @security
    Scenario Outline: A program says of Ada that <claim>
      Given Ada has an account
      When a program changes Ada's name to "Ada King" and says that <claim>
      Then a customer "Ada King" with her own address, not yet confirmed, is recorded

      Examples:
        | claim                     |
        | she is staff              |
        | her address is confirmed  |
        | she has another address   |
        | she has another id        |

    @api @security
    Scenario Outline: Ada opens an account and says that <claim>
      When a program opens an account for Ada and says that <claim>
      Then a customer "Ada" with her own address, not yet confirmed, is recorded

      Examples:
        | claim                     |
        | she is staff              |
        | her address is confirmed  |

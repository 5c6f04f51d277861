Feature: Opening an account

  People with an account find their orders again and fill in less. They trust the shop with an
  address and a password, so it tells nobody who is a customer, and keeps the password where nobody
  can read it.

  Rule: Anybody can open an account with an e-mail address and a password

    @smoke @ui @mail
    Scenario: A visitor opens an account and is welcomed
      When Ada opens an account
      Then she is told that a message is on its way to her, and asked to sign in
      And her password lets her into her account, under her name and e-mail address
      And 1 account is recorded for Ada, with 1 link to confirm the address
      And 1 welcome with 1 link to confirm the address is in Ada's mailbox

    @api @security
    Scenario: A password is kept where nobody can read it
      When a program registers Ada
      Then her password is kept as a fingerprint and nowhere else
      And only her old password opens her account

    @ui
    Scenario: A password that is repeated differently opens no account
      When Ada opens an account but repeats her password differently
      Then she is told beside the repetition that the two passwords differ
      And no account is recorded for Ada

    @api @security
    Scenario Outline: A password of <length> characters is <verdict>
      When a program registers Ada with a password of <length> characters
      Then the registration is <verdict>

      Examples:
        | length | verdict  |
        | 7      | refused  |
        | 8      | accepted |
        | 128    | accepted |
        | 129    | refused  |

    @api @security
    Scenario Outline: The password <password> is accepted exactly as typed
      When a program registers Ada with the password "<password>"
      Then only "<password>" opens her account

      Examples:
        | password              |
        | Mixed Case And Blanks |
        | пароль 🗝 密码 abc    |
        | O'Neill; DROP -- %    |

    @api @security
    Scenario: Blanks at both ends belong to a password
      When a program registers Ada with the password " harbour kettle "
      Then only " harbour kettle " opens her account

    @ui @security
    Scenario: They stay when they are typed into the shop
      When Ada opens an account with the password " harbour kettle "
      Then only " harbour kettle " opens her account

    @api @security
    Scenario Outline: <password> is guessed first, and refused
      When a program tries to register Ada with the password "<password>"
      Then the request is refused because its "password" is not valid
      And no account is recorded for Ada

      Examples:
        | password        |
        | password1       |
        | QWERTY123       |
        | 87654321        |
        | Kettle & Loom 1 |

  Rule: What is wrong is said beside its field, and the rest is kept

    @ui
    Scenario Outline: Ada opens an account with <mistake>
      When Ada opens an account with <mistake>
      Then she is told beside the <detail> "<remark>"
      And her other details are kept, and her passwords are not
      And no account is recorded for Ada

      Examples:
        | mistake                 | detail         | remark                                                               |
        | no name                 | name           | Enter your name.                                                     |
        | a name of 201 letters   | name           | Your name: use at most 200 characters.                               |
        | a name that rings       | name           | Your name: there is a character in it that cannot be used.           |
        | no address              | e-mail address | Enter your e-mail address.                                           |
        | an address without @    | e-mail address | Enter an e-mail address such as ada@example.org.                     |
        | no password             | password       | Choose a password.                                                   |
        | a password of 7 letters | password       | Use at least 8 characters for your password.                         |
        | a common password       | password       | Password is one of those that are guessed first; choose another one. |

  Rule: News are sent to those who want them

    @ui
    Scenario: Ada does not tick anything
      When Ada opens an account
      Then no consent to news is recorded for Ada

    @ui
    Scenario: Ada wants news
      When Ada opens an account and wants news
      Then the consent to news is recorded for Ada, with its moment

  Rule: Opening an account keeps the cart

    @ui
    Scenario: Ada fills her cart before she has an account
      Given the shop has 5 "Blue mug" and 5 "Green bowl" in stock
      And Ada has put 2 "Blue mug" and 1 "Green bowl" into her cart as a guest
      When Ada opens an account and signs in
      Then the top of the shop shows 3 things in her cart
      And 1 open cart is recorded for Ada, with 2 "Blue mug" and 1 "Green bowl"

  Rule: A program may open and keep an account on somebody's behalf

    @smoke @api
    Scenario: A program registers Ada, signs in for her and changes her name
      Given a program has registered Ada
      When a program changes Ada's name to "Ada King"
      Then a program that asks on behalf of Ada is told the name "Ada King"
      And the name "Ada King" is recorded for Ada, changed after she registered
      And the other services are notified once that Ada has registered and changed the profile

  Rule: A stranger cannot find out who is a customer

    @api @security @mail
    Scenario: An address that is taken gets the same answer as a new one
      Given Ada has an account
      When a program registers the address of Ada and a new address
      Then both get the same answer
      And 1 account is recorded for Ada, with no link to confirm the address
      And 1 reminder of an account is in Ada's mailbox

    @api @security @mail
    Scenario: An address that is taken is taken in capitals, too
      Given Ada has an account
      When a program registers the address of Ada in capitals
      Then 1 account is recorded for Ada, with no link to confirm the address
      And 1 reminder of an account is in Ada's mailbox

    @api @security @mail
    Scenario: Nobody's mailbox is filled with reminders
      Given Ada has an account
      When a program registers the address of Ada 3 times
      Then 1 reminder of an account is in Ada's mailbox

    @ui @security @mail
    Scenario: Opening an account with an address that is taken looks like any other
      Given Ada has an account
      When Ada opens another account with the same address
      Then she is told that a message is on its way to her, and asked to sign in
      And she is not signed in
      And only her old password opens her account
